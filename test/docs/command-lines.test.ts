import { expect, test } from 'vitest'
import { parse as parseYaml } from 'yaml'
import manifest from '../../package.json' with { type: 'json' }
import { allBlocks, pages, placeOf } from './blocks.ts'
import { callProblem, callsIn } from './command-lines.ts'

const blocks = allBlocks()
const shells = blocks.filter(({ language }) => language === 'sh')

test('calls are found in lines of a shell', () => {
  const code =
    'A=1 npx llm-bench run "a b" --x 1 # not this\nsource <(npx llm-bench completion zsh) \\\n && npx vitest bench\n'
  expect(callsIn(code)).toEqual([
    ['llm-bench', 'run', 'a b', '--x', '1'],
    ['llm-bench', 'completion', 'zsh'],
    ['vitest', 'bench'],
  ])
})

test.for([
  [['llm-bench', 'bench'], 'has no command bench'],
  [['llm-bench', 'mock', '--prot', '1'], '--port'],
  [['llm-bench', 'mock', '--port'], 'a value'],
  [['vitest', 'bench', '--rum'], 'rum'],
  [['vitest', 'bench', '--re'], 'no option --re'],
] as const)('%j is told', async ([call, word]) => {
  expect(await callProblem(call)).toContain(word)
})

test('every command line of the pages has commands and options that there are', async () => {
  const spans = [...pages()].flatMap(([page, text]) =>
    [...text.matchAll(/`((?:npx )?(?:llm-bench|vitest) [^`\n]+)`/g)].map(([, code = '']) => ({ place: page, code })),
  )
  const all = [...shells.map((block) => ({ place: placeOf(block), code: block.code })), ...spans]
  const problems = await Promise.all(
    all.map(async ({ place, code }) =>
      (await Promise.all(callsIn(code).map(callProblem))).flatMap((problem) =>
        problem === null ? [] : [`${place}: ${problem}`],
      ),
    ),
  )
  expect(problems.flat()).toEqual([])
  expect(all.flatMap(({ code }) => callsIn(code)).length).toBeGreaterThan(40)
})

test('scripts that pages run are those of this package', () => {
  const run = shells.flatMap((block) =>
    [...block.code.matchAll(/\bnpm (?:run )?(test|(?<=run )[\w-]+)/g)].map(([, script = '']) => ({ block, script })),
  )
  expect(
    run.filter(({ script }) => !Object.hasOwn(manifest.scripts, script)).map(({ block }) => placeOf(block)),
  ).toEqual([])
})

test('what is data can be read, and every block says its language', () => {
  const readers: Readonly<Record<string, (code: string) => unknown>> = {
    json: (code) => JSON.parse(code) as unknown,
    jsonl: (code) => code.split('\n').map((line) => JSON.parse(line) as unknown),
    yaml: (code) => parseYaml(code) as unknown,
  }
  for (const block of blocks) {
    expect(() => readers[block.language]?.(block.code), placeOf(block)).not.toThrow()
  }
  const known = new Set(['ts', 'sh', 'text', 'json', 'jsonl', 'yaml', 'csv', 'md', 'promql', 'mermaid', 'toml'])
  expect(blocks.filter(({ language }) => !known.has(language)).map(placeOf)).toEqual([])
})
