import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packagesNamed } from '../../scripts/declared-imports.ts'

test('packages are found through what the entry imports, and not in what nobody reaches', () => {
  const folder = mkdtempSync(join(tmpdir(), 'llm-bench-declared-'))
  const files = {
    'entry.d.ts': `/** as from 'a-comment' */\nexport { run } from './run.ts'\nexport type { Price } from '@scope/prices/list'\ndeclare module 'vitest' {}\n`,
    'run.d.ts': `import { type Socket } from 'node:net'\nimport './entry.js'\nexport declare const run: (schema: import("valibot").Schema) => Socket\n`,
    'unreached.d.ts': `import 'elsewhere'\n`,
  }
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    const named = packagesNamed([join(folder, 'entry.d.ts')])
    expect(named.map(({ name }) => name).toSorted()).toEqual(['@scope/prices', 'node:', 'valibot', 'vitest'])
    expect(named.find(({ name }) => name === 'valibot')?.file).toBe(join(folder, 'run.d.ts'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
