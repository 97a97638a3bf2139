import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A fenced block of a page. */
export interface Block {
  /** Its page, from the root of the checkout, with `/`. */
  readonly page: string
  /** Line of its opening fence. */
  readonly line: number
  /** First word behind the fence; empty for none. */
  readonly language: string
  readonly code: string
}

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Pages of users, by path: README and docs. */
export function pages(): ReadonlyMap<string, string> {
  const docs = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'))
  const paths = ['README.md', ...docs.map((name) => `docs/${name}`)]
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]))
}

/** Fenced blocks of a page, in their order; the indent of a fence is taken from its lines. */
export function blocksOf(page: string, text: string): Block[] {
  const blocks: Block[] = []
  let open: { fence: string; indent: number; line: number; language: string; lines: string[] } | null = null
  for (const [index, line] of text.split('\n').entries()) {
    const [, indent = '', fence = '', info = ''] = /^( *)(`{3,}|~{3,})(.*)$/.exec(line) ?? []
    if (open === null) {
      const language = info.trim().split(/\s/)[0] ?? ''
      if (fence !== '') open = { fence, indent: indent.length, line: index + 1, language, lines: [] }
    } else if (fence.startsWith(open.fence) && info.trim() === '') {
      blocks.push({ page, line: open.line, language: open.language, code: open.lines.join('\n') })
      open = null
    } else {
      open.lines.push(line.slice(Math.min(open.indent, line.length - line.trimStart().length)))
    }
  }
  if (open !== null) throw new Error(`${page}:${open.line}: the block has no end`)
  return blocks
}

/** Every block of every page. */
export function allBlocks(): Block[] {
  return [...pages()].flatMap(([page, text]) => blocksOf(page, text))
}

/** Where a block stands, as an editor opens it. */
export function placeOf({ page, line }: Block): string {
  return `${page}:${line}`
}
