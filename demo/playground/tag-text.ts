import type {Attribute} from './embed-attributes.js';

const escaped = (value: string): string => value.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** An attribute as a person writes it: JSON in single quotes, which its double ones don't end. */
const attributeText = ([name, value]: Attribute): string => {
  if (value === '') return name;
  const quote = value.includes('"') ? "'" : '"';
  const safe = quote === "'" ? escaped(value).replace(/'/g, '&#39;') : escaped(value);
  return `${name}=${quote}${safe}${quote}`;
};

/** The HTML that shows what the page shows. */
export const tagText = (attributes: readonly Attribute[]): string =>
  `<script
  type="module"
  src="/cube-embed.js"
></script>

<cube-embed
  ${attributes.map(attributeText).join('\n  ')}
></cube-embed>
`;
