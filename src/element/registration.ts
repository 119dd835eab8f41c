interface Registrable extends CustomElementConstructor {
  readonly version: string;
}

const registries = new WeakSet<CustomElementRegistry>();

/** Registers a class under a tag, or warns where another copy of the package has taken it. */
export function register(element: Registrable, tag: string, registry: CustomElementRegistry | undefined): void {
  // On a server there is none.
  if (!registry) return;
  const taken = registry.get(tag);
  if (!taken) {
    // The last a copy of a class gets is one tag in a registry; further tags get subclasses.
    registry.define(tag, registries.has(registry) ? class extends element {} : element);
    registries.add(registry);
  } else if (taken !== element && !(taken.prototype instanceof element)) {
    console.warn(
      `<${tag}> is taken by version ${(taken as Partial<Registrable>).version}; ${element.version} is not used.`,
    );
  }
}
