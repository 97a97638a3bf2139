import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const examples = join(import.meta.dirname, '../../../examples')
const folder = join(examples, 'ci-gate/.github/workflows')
const page = readFileSync(join(import.meta.dirname, '../../../docs/ci.md'), 'utf8')
const folders = [folder, join(examples, 'shards/.github/workflows')]
const workflows = folders.flatMap((of) =>
  readdirSync(of).map((name) => [name, readFileSync(join(of, name), 'utf8')] as const),
)

test.for(workflows)('%s pins its actions, and asks for no more rights than it says', ([, text]) => {
  const used = [...text.matchAll(/uses: (.*)$/gm)].map(([, action = '']) => action)
  expect(used.filter((action) => !/^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual([])
  expect(text).toMatch(/^permissions:/m)
})

test.for(['bench.yml', 'bench-comment.yml'])('the page shows %s as it is', (name) => {
  expect(page).toContain(`\`\`\`yaml\n${readFileSync(join(folder, name), 'utf8')}\`\`\``)
})
