// Decides which files the page does not even try to send. The server tells the type by the bytes and decides again.

/** The server takes requests of 20 MB; the envelope of the upload needs a little. */
export const mostBytes = 19 * 1024 * 1024

export type FileRefusal = 'empty' | 'large' | 'type'

function isAccepted(file: File, accept: string): boolean {
  const rules = accept.split(',').map((rule) => rule.trim().toLowerCase()).filter(Boolean)
  if (rules.length === 0) return true
  return rules.some((rule) => {
    if (rule.startsWith('.')) return file.name.toLowerCase().endsWith(rule)
    if (rule.endsWith('/*')) return file.type.startsWith(rule.slice(0, -1))
    return file.type === rule
  })
}

export function refusalOf(file: File, accept: string): FileRefusal | undefined {
  if (file.size === 0) return 'empty'
  if (file.size > mostBytes) return 'large'
  // A camera's picture may come without an extension; its type says enough.
  const isPhoto = file.type.startsWith('image/') && /jpe?g|png|image/i.test(accept)
  return isAccepted(file, accept) || isPhoto ? undefined : 'type'
}
