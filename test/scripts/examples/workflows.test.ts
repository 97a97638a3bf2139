import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

interface Workflow {
  readonly permissions?: unknown
  readonly jobs: Readonly<Record<string, { readonly permissions?: unknown }>>
}

const examples = join(import.meta.dirname, '../../../examples')
const folder = join(examples, 'ci-gate/.github/workflows')
const page = readFileSync(join(import.meta.dirname, '../../../docs/ci.md'), 'utf8')
const folders = [folder, join(examples, 'shards/.github/workflows')]
const workflows = folders.flatMap((of) =>
  readdirSync(of).map((name) => [name, readFileSync(join(of, name), 'utf8')] as const),
)

/** Rights of each workflow, and those of its jobs that ask for others: nothing else may write. */
const rights: Readonly<Record<string, unknown>> = {
  'bench.yml': { all: { contents: 'read', actions: 'read' }, jobs: {} },
  'bench-comment.yml': { all: {}, jobs: { comment: { actions: 'read', 'pull-requests': 'write' } } },
  'bench-shards.yml': { all: { contents: 'read' }, jobs: {} },
  'load.yml': { all: { contents: 'read' }, jobs: {} },
}

test.for(workflows)('%s pins its actions by their commit', ([, text]) => {
  const used = [...text.matchAll(/uses: (.*)$/gm)].map(([, action = '']) => action)
  expect(used.filter((action) => !/^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual([])
})

test.for(workflows)('%s asks for no more rights than are meant', ([name, text]) => {
  const { permissions, jobs } = parse(text) as Workflow
  const own = Object.entries(jobs).flatMap(([job, asked]) =>
    asked.permissions === undefined ? [] : [[job, asked.permissions] as const],
  )
  expect({ all: permissions, jobs: Object.fromEntries(own) }).toEqual(rights[name])
})

test.for(['bench.yml', 'bench-comment.yml'])('the page shows %s as it is', (name) => {
  expect(page).toContain(`\`\`\`yaml\n${readFileSync(join(folder, name), 'utf8')}\`\`\``)
})
