import { GFM, parser } from '@lezer/markdown'

/** A piece of text of an answer, by what it is. */
export interface Piece {
  readonly kind: 'paragraph' | 'item' | 'heading' | 'cell'
  readonly text: string
  /** Level of a heading; 0 otherwise. */
  readonly level: number
}

/** A block of code. */
export interface Fence {
  /** Language as the fence names it, in lower case; '' for none. */
  readonly language: string
  readonly code: string
  readonly closed: boolean
}

/** The parts of an answer, read as GitHub's markdown. */
export interface Layout {
  readonly pieces: readonly Piece[]
  readonly fences: readonly Fence[]
  /** Number of items of each list. */
  readonly lists: readonly number[]
  readonly tables: number
  /** The last thing of it. */
  readonly last: 'code' | 'text'
  /** False for a block of code that is not closed, and for code without a fence. */
  readonly closed: boolean
}

// Of what stands in a line only code matters: the rest would make hostile texts slow, and is taken off by its marks.
const unused = ['Emphasis', 'Strikethrough', 'Link', 'Image', 'LinkEnd', 'LinkReference', 'Autolink', 'HTMLTag']
const markdown = parser.configure([GFM, { remove: [...unused, 'Entity', 'Escape', 'HardBreak'] }])
const headings = /^(?:ATX|Setext)Heading(?<level>\d)$/u
/** Deeper quotes and lists than people write are read as text. */
const deepMarks = /^[ \t]*(?:>[ \t]*|[*+-][ \t]+){8,}/gmu

/** Reads an answer's markdown. */
export function layoutOf(given: string): Layout {
  const text = given.replaceAll(deepMarks, '')
  const pieces: Piece[] = []
  const fences: Fence[] = []
  const lists: number[] = []
  let tables = 0
  let openItems = 0
  const openLists: number[] = []
  let last: Layout['last'] = 'text'
  const cursor = markdown.parse(text)
  cursor.iterate({
    enter({ name, from, to, node }) {
      const level = headings.exec(name)?.groups?.['level']
      if (level !== undefined) {
        pieces.push({ kind: 'heading', text: inline(text.slice(from, to)), level: Number(level) })
        last = 'text'
      } else if (name === 'BulletList' || name === 'OrderedList') openLists.push(lists.push(0) - 1)
      else if (name === 'ListItem') {
        openItems++
        const list = openLists.at(-1) ?? 0
        lists[list] = (lists[list] ?? 0) + 1
      } else if (name === 'Paragraph' || name === 'Task' || name === 'HTMLBlock' || name === 'CodeBlock') {
        pieces.push({ kind: openItems > 0 ? 'item' : 'paragraph', text: inline(text.slice(from, to)), level: 0 })
        last = 'text'
        return false
      } else if (name === 'Table') tables++
      else if (name === 'TableCell') pieces.push({ kind: 'cell', text: inline(text.slice(from, to)), level: 0 })
      else if (name === 'FencedCode') {
        const info = node.getChild('CodeInfo')
        fences.push({
          language:
            info === null
              ? ''
              : (text
                  .slice(info.from, info.to)
                  .toLowerCase()
                  .split(/[\s{,:]/u, 1)[0] ?? ''),
          code: node
            .getChildren('CodeText')
            .map((part) => text.slice(part.from, part.to))
            .join(''),
          closed: node.getChildren('CodeMark').length > 1,
        })
        last = 'code'
        return false
      }
      return true
    },
    leave({ name }) {
      if (name === 'ListItem') openItems--
      else if (name === 'BulletList' || name === 'OrderedList') openLists.pop()
    },
  })
  return { pieces, fences, lists, tables, last, closed: fences.every(({ closed }) => closed) }
}

/** Text of a line without the marks of headings, links, emphasis and tags. */
function inline(text: string): string {
  return text
    .replaceAll(/^\s{0,3}(?:#{1,6}\s|>|\[[ xX]\]\s)/gmu, '')
    .replaceAll(/!?\[(?<label>[^\][]*)\]\([^()\s]*\)/gu, '$<label>')
    .replaceAll(/<\/?[a-z][^<>]*>/giu, ' ')
    .replaceAll(/\*\*|__|~~/gu, '')
}
