/** @param {HTMLElementTagNameMap['cube-embed']} embed */
export function reject(embed) {
  embed.type = 'chat';
  embed.hide = 'header title';
  embed.addEventListener('cube-ready', ({detail}) => detail.surface);
  embed.type = 42; // rejected
  embed.hide = 'footer'; // rejected
  embed.colour = 'red'; // rejected
  embed.addEventListener('cube-redy', ({detail}) => detail); // rejected
  embed.addEventListener('cube-ready', ({detail}) => detail.surfaces); // rejected
}
