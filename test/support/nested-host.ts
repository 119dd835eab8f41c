import type {CubeEmbedElement} from '../../src/index.js';

/** A page of the test's own origin, with headers of its own, that has the element. */
export interface NestedHost {
  readonly window: Window;
  readonly document: Document;
  /** What its Content-Security-Policy forbade so far: the directive and what was blocked. */
  readonly violations: string[];
  mount(attributes: Readonly<Record<string, string>>): CubeEmbedElement;
  close(): void;
}

/** Opens one in a frame. `headers` are those that it is served with. */
export async function openNestedHost(headers: Readonly<Record<string, string>>): Promise<NestedHost> {
  const url = new URL('./host-page.html', import.meta.url);
  for (const [name, value] of Object.entries(headers)) url.searchParams.set(`header-${name}`, value);
  const frame = document.createElement('iframe');
  frame.style.cssText = 'width: 800px; height: 700px';
  frame.src = url.href;
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, {once: true}));
  document.body.append(frame);
  await loaded;
  const {contentWindow: window, contentDocument: document_} = frame;
  const violations: string[] = [];
  document_!.addEventListener('securitypolicyviolation', ({effectiveDirective, blockedURI}) =>
    violations.push(`${effectiveDirective} ${blockedURI}`),
  );
  await window!.customElements.whenDefined('cube-embed');
  return {
    window: window!,
    document: document_!,
    violations,
    mount(attributes) {
      const element = document_!.createElement('cube-embed');
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      document_!.body.append(element);
      return element;
    },
    close: () => frame.remove(),
  };
}
