// What a reader who sees poorly, or not at all, would stumble over.
(() => {
  "use strict";
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const channels = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  // WCAG 2.2: relative luminance and contrast ratio.
  const luminance = (color) => {
    const [r, g, b] = color.map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = channels(getComputedStyle(at).backgroundColor);
      if (color[3] === 255) return color;
    }
    return [255, 255, 255, 255];
  };
  const known = new Map();
  // Texts whose contrast with what is behind them is below 4.5 to 1.
  window.tooFaint = () => {
    const found = new Set();
    for (const element of document.querySelectorAll("body *")) {
      const says = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
      if (!says || !element.checkVisibility()) continue;
      const [ink, behind] = [channels(getComputedStyle(element).color), ground(element)];
      const pair = `${ink} on ${behind}`;
      if (!known.has(pair)) {
        const [high, low] = [luminance(ink), luminance(behind)].sort((a, b) => b - a);
        known.set(pair, (high + 0.05) / (low + 0.05));
      }
      if (known.get(pair) < 4.5) found.add(`${element.localName}.${element.className}: ${pair}: ${known.get(pair).toFixed(2)}`);
    }
    return [...found];
  };
  // Controls that nothing names.
  window.nameless = () =>
    [...document.querySelectorAll("a[href], button, input, select, [role=region], [role=note]")]
      .filter((one) => !(one.getAttribute("aria-label") || one.getAttribute("aria-labelledby") || one.closest("label")?.textContent.trim() || one.textContent.trim()))
      .map((one) => one.outerHTML.slice(0, 80));
})();
