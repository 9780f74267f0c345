// Looks at the page in each of some modes, one after the other, and hands over what is wrong: a list
// of `{mode, check, what, mark, sample}`, where elements with the same mark have the same cause.
const [modes, done] = arguments;
const LOOKS = {
  standard: ["normal", "standard"],
  care: ["care", "standard"],
  high: ["normal", "high"],
  dark: ["normal", "dark"],
};
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];
const CONTROLS =
  "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=tab], [role=link]";
const TEXT_LEAST = 14;

const root = document.documentElement;
const mark = (element) => {
  const name = (it) => [it.tagName.toLowerCase(), ...it.classList].join(".");
  const parent = element.parentElement;
  return parent ? `${name(parent)} > ${name(element)}` : name(element);
};
const sample = (element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 160);
const fault = (check, what, element) => ({ check, what, mark: mark(element), sample: sample(element) });

const axeFaults = async () => {
  const options = {
    runOnly: { type: "tag", values: WCAG },
    rules: { "target-size": { enabled: true } },
    resultTypes: ["violations"],
    preload: false,
  };
  const { violations } = await axe.run(document, options);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => {
      const measured = node.any.concat(node.all).map((it) => it.message).join("; ");
      return fault(id, `${help}: ${measured}`, document.querySelector(node.target.join(" ")) || root);
    }));
};

// A link in a sentence is as large as its text; WCAG asks no more of it.
const inSentence = (element, style) => {
  if (element.tagName !== "A" || style.display !== "inline") return false;
  const around = element.parentElement.textContent.trim();
  return around.length > element.textContent.trim().length;
};
const hidden = (element, style, box) =>
  !box.width || !box.height || style.visibility === "hidden" || style.clipPath !== "none" ||
  box.right < 0 || box.bottom < 0 || element.closest("[inert]");

const smallTargets = (least) =>
  [...document.querySelectorAll(CONTROLS)].flatMap((element) => {
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const ticks = element.type === "checkbox" || element.type === "radio";
    if ((!ticks && hidden(element, style, box)) || inSentence(element, style)) return [];
    let { width, height } = box;
    // Who touches the words of a box ticks it.
    for (const label of ticks ? element.labels : []) {
      const words = label.getBoundingClientRect();
      [width, height] = [Math.max(width, words.width), Math.max(height, words.height)];
    }
    if (width > least - 0.5 && height > least - 0.5) return [];
    const size = `${Math.round(width)} × ${Math.round(height)} px`;
    return [fault("small target", `${size}, less than ${least} px`, element)];
  });

const smallText = () => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const small = new Map();
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.getClientRects().length) continue;
    if (element.closest("script, style, noscript")) continue;
    // Text of a drawing is as large as the drawing is shown.
    const scale = element.ownerSVGElement ? element.getScreenCTM().a : 1;
    const size = parseFloat(getComputedStyle(element).fontSize) * scale;
    if (size < TEXT_LEAST - 0.01) small.set(mark(element), [element, size]);
  }
  return [...small.values()].map(([element, size]) =>
    fault("small text", `${size.toFixed(1)} px, less than ${TEXT_LEAST} px`, element));
};

const sideways = () => {
  const wide = root.scrollWidth - root.clientWidth;
  if (wide <= 0) return [];
  const beyond = [...document.body.querySelectorAll("*")].filter(
    (it) => it.getBoundingClientRect().right > root.clientWidth + 0.5);
  const last = beyond.filter((it) => !beyond.some((other) => other !== it && it.contains(other)));
  return [fault("sideways scroll", `${wide} px wider than the window`, last[0] || root)];
};

const headings = () => {
  const shown = [...document.querySelectorAll("h1")].filter((it) => it.getClientRects().length);
  return shown.length === 1 && shown[0].textContent.trim() ? [] :
    [fault("heading", `${shown.length} headings of the page`, shown[0] || document.body)];
};

(async () => {
  const before = [root.dataset.size, root.dataset.contrast];
  const faults = [];
  for (const mode of modes) {
    [root.dataset.size, root.dataset.contrast] = LOOKS[mode];
    await new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
    const found = [
      ...await axeFaults(),
      ...smallTargets(mode === "care" ? 60 : 48),
      ...smallText(),
      ...sideways(),
      ...headings(),
    ];
    faults.push(...found.map((it) => ({ ...it, mode })));
  }
  [root.dataset.size, root.dataset.contrast] = before;
  return faults;
})().then(done, (reason) => done([{ mode: modes[0], check: "broken", what: String(reason), mark: "", sample: "" }]));
