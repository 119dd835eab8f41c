interface Registrable extends CustomElementConstructor {
  readonly version: string;
}

/** Registers a class under a tag, or warns where another copy of the package has taken it. */
export function register(element: Registrable, tag: string, registry: CustomElementRegistry | undefined): void {
  // On a server there is none.
  if (!registry) return;
  const taken = registry.get(tag);
  if (!taken) {
    try {
      registry.define(tag, element);
    } catch {
      // A registry takes a class for one tag; further tags get subclasses.
      registry.define(tag, class extends element {});
    }
  } else if (taken !== element && !(taken.prototype instanceof element)) {
    console.warn(`<${tag}> is taken by version ${(taken as Partial<Registrable>).version}, not ${element.version}.`);
  }
}
