// Decides how fixed English inside a library's own elements becomes Chinese: whole texts and labels are replaced as
// they appear, by dictionary. For libraries that ask no `translate`. It never touches what a person typed: inputs'
// values, editable text, and the parts named in `leave`.

export interface DomWords {
  words: Record<string, string>
  patterns?: [RegExp, string][]
  /** A selector of parts that hold the designer's own text. */
  leave?: string
  /** A selector of parts within those that are the library's all the same. */
  even?: string
  /** Of labels: what is left instead of `leave`. */
  leaveLabels?: string
}

const labels = ['title', 'placeholder', 'aria-label', 'alt', 'data-tooltip']

/** English texts that no rule knew; the tests look here. */
export const unknownTexts = new Set<string>()

/** The answer with its parts worded too: "Create a Text field element" holds a name of the list. */
function inner(core: string, pattern: RegExp, answer: string, rules: DomWords): string {
  const part = pattern.exec(core)?.[1] ?? ''
  return Object.hasOwn(rules.words, part) ? answer.replace('$1', rules.words[part]!) : answer
}

function isLeft(element: Element | null, leave: string | undefined, even: string | undefined): boolean {
  if (!leave || !element?.closest(leave)) return false
  return !even || !element.closest(even)
}

/** The Chinese of one whole text with its surrounding blanks kept, or null where there is none. */
export function chinese(text: string, rules: DomWords): string | null {
  const core = text.trim()
  if (!/[A-Za-z]{2}/.test(core)) return null
  const found = Object.hasOwn(rules.words, core) ? rules.words[core] : undefined
  if (found !== undefined) return text.replace(core, () => found)
  for (const [pattern, answer] of rules.patterns ?? []) {
    if (pattern.test(core)) return text.replace(core, () => core.replace(pattern, inner(core, pattern, answer, rules)))
  }
  if (!/[\u4e00-\u9fff]/.test(core)) unknownTexts.add(core)
  return null
}

function wordNode(node: Node, rules: DomWords): void {
  if (node.nodeType === Node.TEXT_NODE) {
    if (isLeft(node.parentElement, rules.leave, rules.even)) return
    const text = chinese(node.nodeValue ?? '', rules)
    if (text !== null) node.nodeValue = text
  }
}

function wordLabels(element: Element, rules: DomWords): void {
  if (isLeft(element, rules.leaveLabels ?? rules.leave, rules.even)) return
  for (const label of labels) {
    const value = element.getAttribute(label)
    const text = value ? chinese(value, rules) : null
    if (text !== null && text !== value) element.setAttribute(label, text)
  }
}

function wordTree(root: Node, rules: DomWords): void {
  if (root instanceof Element) wordLabels(root, rules)
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
  for (let node: Node | null = walker.currentNode; node; node = walker.nextNode()) {
    if (node instanceof Element) wordLabels(node, rules)
    else wordNode(node, rules)
  }
}

/** Words `root` now and whenever it changes, until the answered function is called. */
export function keepChinese(root: Element, rules: DomWords): () => void {
  wordTree(root, rules)
  const observer = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === 'characterData') wordNode(change.target, rules)
      else if (change.type === 'attributes') wordLabels(change.target as Element, rules)
      else change.addedNodes.forEach((node) => (node instanceof Text ? wordNode(node, rules) : wordTree(node, rules)))
    }
  })
  observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: labels })
  return () => observer.disconnect()
}
