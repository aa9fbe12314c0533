// Decides how the text component's Markdown is shown: headings, lists, paragraphs, bold, emphasis and links as data that the
// component draws. Nothing becomes HTML, so a form cannot bring markup of its own.

export type Piece = { text: string; style?: 'bold' | 'emphasis' | 'code'; href?: string }
export type Block = { kind: 'heading'; level: number; pieces: Piece[] } | { kind: 'paragraph'; pieces: Piece[] } | { kind: 'list'; ordered: boolean; items: Piece[][] }

const inline = /\*\*(.+?)\*\*|\*(.+?)\*|`(.+?)`|\[([^\]]+)\]\(([^)\s]+)\)/g

export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const match of text.matchAll(inline)) {
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) })
    const [, bold, emphasis, code, label, href] = match
    if (bold) pieces.push({ text: bold, style: 'bold' })
    else if (emphasis) pieces.push({ text: emphasis, style: 'emphasis' })
    else if (code) pieces.push({ text: code, style: 'code' })
    else if (label && href && /^(https?:\/\/|\/(?!\/))/.test(href)) pieces.push({ text: label, href })
    else pieces.push({ text: label ?? '' })
    from = match.index + match[0].length
  }
  if (from < text.length) pieces.push({ text: text.slice(from) })
  return pieces
}

export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = []
  let isOpen = false
  for (const line of markdown.split(/\r?\n/)) {
    const heading = /^(#{1,6})\s+(.*)$/.exec(line)
    const item = /^\s*(?:([-*+])|\d+[.)])\s+(.*)$/.exec(line)
    const last = blocks.at(-1)
    if (heading) {
      blocks.push({ kind: 'heading', level: heading[1]!.length, pieces: piecesOf(heading[2]!) })
    } else if (item) {
      const ordered = !item[1]
      const pieces = piecesOf(item[2]!)
      if (isOpen && last?.kind === 'list' && last.ordered === ordered) last.items.push(pieces)
      else blocks.push({ kind: 'list', ordered, items: [pieces] })
    } else if (line.trim()) {
      if (isOpen && last?.kind === 'paragraph') last.pieces.push({ text: '\n' }, ...piecesOf(line))
      else blocks.push({ kind: 'paragraph', pieces: piecesOf(line) })
    }
    isOpen = line.trim() !== '' && !heading
  }
  return blocks
}

/** The html component shows its words only. */
export function wordsOfHtml(html: string): string {
  const parsed = new DOMParser().parseFromString(html, 'text/html')
  parsed.querySelectorAll('script,style').forEach((node) => node.remove())
  return (parsed.body.textContent ?? '').replace(/[ \t]*\n\s*/g, '\n').trim()
}
