import type { Block } from './blocks.ts'
import { contextOf, fixtures } from './contexts.ts'

/** How a sample is run: a file of tests, a configuration, a part of a test, or a module beside one. */
export type SampleKind = 'tests' | 'configuration' | 'fragment' | 'module'

/** A sample of a page as a file, whose lines are numbered as those of its page. */
export interface SampleFile {
  readonly block: Block
  readonly kind: SampleKind
  /** In the folder of its page: what a page shows as several files imports itself. */
  readonly path: string
  readonly text: string
}

/** The file that a block of TypeScript is. */
export function sampleFile(block: Block): SampleFile {
  const { page, line, code } = block
  const kind = kindOf(code)
  const named = /^\/\/ ([\w-]+(?:\.\w+)*\.ts)$/m.exec(code.split('\n')[0] ?? '')?.[1]
  const endings = { tests: 'bench', configuration: 'config', fragment: 'bench', module: 'module' } as const
  const path = `${page.replace(/\.md$/, '')}/${named ?? `${line}.${endings[kind]}.ts`}`
  // A line of the page before the code is a line of the file: what the compiler and Vitest say then names the page's.
  const before = '\n'.repeat(line - 1)
  const text = kind === 'fragment' ? `${before}${inATest(block)}\n` : `${before}\n${code}\n`
  return { block, kind, path, text }
}

function kindOf(code: string): SampleKind {
  if (!/^import /m.test(code)) return /^export /m.test(code) ? 'module' : 'fragment'
  if (/\bdefineConfig\(/.test(code)) return 'configuration'
  return /^(?:test|it|describe)\b/m.test(code) ? 'tests' : 'module'
}

/** A part of a test within the test that its page has in mind, whose head stands on one line. */
function inATest({ page, code }: Block): string {
  const { imports, before } = contextOf(page, code)
  const head = `import { ${imports.join(', ')} } from 'vitest-llm-bench'; test('a part', async ({ ${fixtures} }) => {`
  // In a block of its own: it may give a name of its own to what it makes.
  return `${head} ${before.join('; ')}; {\n${code}\n}})`
}
