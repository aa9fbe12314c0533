// Decides how a bpmn.io library gets its texts: Chinese from a dictionary, or the library's own English. It does not
// hold the words.

export type Words = Record<string, string>

/** Texts that were asked for and are not in the dictionary; the tests look here. */
export const missingWords = new Set<string>()

/** Fills `{name}` with the replacement of that name; an unknown name stays as it is. */
function fill(template: string, replacements: Record<string, string> = {}): string {
  return template.replace(/{\s*([^}\s]+)\s*}/g, (whole, key: string) => replacements[key] ?? whole)
}

/** The `translate` of diagram-js: shape (template, replacements) → text. */
export function translatorFor(words: Words | null) {
  return function translate(template: string, replacements?: Record<string, string>): string {
    const found = words?.[template] ?? words?.[template.trim()]
    if (words && found === undefined && /[A-Za-z]{2}/.test(template)) missingWords.add(template)
    return fill(found ?? template, replacements)
  }
}

/** A diagram-js module that replaces `translate`. */
export function translateModule(words: Words | null) {
  return { translate: ['value', translatorFor(words)] as const }
}
