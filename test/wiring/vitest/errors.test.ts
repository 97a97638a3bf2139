import { copyFileSync, readdirSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { configFile, makeProject } from '../../support/project.ts'
import { remainingHosts, runVitest } from '../../support/vitest.ts'

function benchWith(
  spec: string,
  bench = `bench('x', { requests: 3 }, llama.complete('Why?', { maxTokens: 4 }))`,
): string {
  return `
import { concurrent, expect, test } from 'vitest-llm-bench'
test('x', async ({ bench, model }) => {
  const llama = await model(${JSON.stringify(spec)})
  await ${bench}.run()
})
`
}

const modelErrors: [spec: string, message: RegExp][] = [
  ['./missing.gguf', /no model file ".*missing\.gguf.*; check the path/],
  ['./notes.txt', /notes\.txt.*not a GGUF/i],
  ['./truncated.gguf', /truncated\.gguf" is cut short: [\d,]+ bytes expected, 200,000 found/],
  ['synthetic:tinylama-1.1b', /unknown synthetic shape "tinylama-1\.1b"; did you mean "tinyllama-1\.1b"\?/],
  ['synthetic:micro@Q3', /Q3.*Q4_0/i],
  ['smal', /smal/],
]

test('each unusable model is one clear line, and none leaves a process', async () => {
  await using project = makeProject({
    'notes.txt': 'these are notes, long enough to have a magic number',
    'good.bench.ts': benchWith('synthetic:micro@Q8_0'),
    ...Object.fromEntries(modelErrors.map(([spec], index) => [`e${index}.bench.ts`, benchWith(spec)])),
    'vitest.config.ts': configFile(`cacheDir: './cache', models: { small: 'synthetic:micro' }`),
  })
  // A whole model first, to cut short.
  const good = await runVitest(project, ['bench', '--run', 'good.bench.ts'])
  expect(good.exitCode, good.output).toBe(0)
  const path = project.report().runs[0]?.target.spec
  expect(path).toBe('synthetic:micro@Q8_0')
  const file = readdirSync(join(project.folder, 'cache/synthetic')).find((name) => name.endsWith('.gguf'))
  copyFileSync(join(project.folder, 'cache/synthetic', file ?? ''), join(project.folder, 'truncated.gguf'))
  truncateSync(join(project.folder, 'truncated.gguf'), 200_000)

  for (const [index, [, message]] of modelErrors.entries()) {
    const { exitCode, output } = await runVitest(project, ['bench', '--run', `e${index}.bench.ts`])
    expect(exitCode).toBe(1)
    const line = output.split('\n').find((text) => text.includes('LlmBenchError'))
    expect(line, output).toMatch(message)
    // The place in the person's own file is shown.
    expect(output).toContain(`e${index}.bench.ts:4:17`)
  }
  expect(await remainingHosts(project)).toEqual([])
})

const optionErrors: [options: string, message: string][] = [
  [`power: { watts: -3 }`, 'llmBench({ power.watts }): -3 is not allowed here; give watts above 0'],
  [
    `outputdir: 'x'`,
    'llmBench({ outputdir }): there is no option "outputdir"; did you mean "outputDir"? there are models, downloads, model, run',
  ],
  [
    `run: { request: 3 }`,
    'llmBench({ run.request }): there is no option "run.request"; did you mean "requests"? there are requests, budget, warmup',
  ],
  [`inconclusive: 'maybe'`, 'llmBench({ inconclusive }): "maybe" is not allowed here; give "point", "fail" or "pass"'],
]

test.for(optionErrors)('a wrong plugin option is one clear line: %s', async ([options, message]) => {
  await using project = makeProject({
    'vitest.config.ts': configFile(options),
    'x.bench.ts': benchWith('synthetic:micro'),
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode).toBe(1)
  expect(output).toContain(message)
})

const benchErrors: [bench: string, message: string][] = [
  [
    `bench('x', { requests: 0 }, llama.complete('Why?'))`,
    'bench("x", { requests }): 0 is not allowed here; give a whole number of at least 1',
  ],
  [
    `bench('x', { iterations: 5 }, llama.complete('Why?'))`,
    'bench("x", { iterations }, workload): there is no option "iterations"; there are requests, duration',
  ],
  [
    `bench('x', { requests: 5 }, () => {})`,
    'bench("x", { requests }, function): 5 is not allowed here; give a workload such as model.complete(…) with it',
  ],
  [`bench('x', [], llama.complete('Why?'))`, 'bench("x", options, workload): [] is not allowed here; give { requests,'],
  [`bench('x', 'fast', llama.complete('Why?'))`, 'bench("x", options, workload): "fast" is not allowed here'],
  [
    `bench('x', { load: { kind: 'closed', concurrency: '4' } }, llama.complete('Why?'))`,
    'bench("x", { load }): { kind: "closed", concurrency: "4" } is not allowed here; give a load plan',
  ],
  [
    `bench('x', { load: concurrent('4') }, llama.complete('Why?'))`,
    'concurrent(clients): "4" is not allowed here; give a whole number of clients from 1 to 1024, as a number',
  ],
  [
    `bench('x', { load: ramp(1, 20, 60) }, llama.complete('Why?'))`,
    'ramp(durationMs): 60 is not allowed here; give milliseconds, 1000 or more: 60 s are 60000',
  ],
  [
    `bench('x', { load: concurrent(0) }, llama.complete('Why?'))`,
    'concurrent(clients): 0 is not allowed here; give a whole number of clients from 1 to 1024',
  ],
  [
    `bench('x', llama.complete('Why?', { maxTokens: 0 }))`,
    'complete(prompt, { maxTokens }): 0 is not allowed here; give a whole number of at least 1',
  ],
  [
    `bench('x', llama.complete('Why?', { maxTokens: 1_000_000 }))`,
    'the prompt and maxTokens need 1,000,001 tokens, the model was trained for',
  ],
  [`bench('x', llama.complete({ jsonl: 'nowhere.jsonl' }))`, 'nowhere.jsonl" cannot be read (ENOENT)'],
]

test('each wrong bench option is one clear line', async () => {
  const tests = benchErrors.map(
    ([bench], index) => `test('e${index}', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  await ${bench}.run()
})`,
  )
  await using project = makeProject({
    'x.bench.ts': `import { concurrent, ramp, test } from 'vitest-llm-bench'\n${tests.join('\n')}`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode).toBe(1)
  for (const [, message] of benchErrors) expect(output).toContain(message)
  expect(output).toContain(`${benchErrors.length} failed`)
})

test('an unwritable report folder is said in one line; the report goes elsewhere and the run fails', async () => {
  await using project = makeProject({
    'vitest.config.ts': configFile(`outputDir: './package.json/report'`),
    'x.bench.ts': benchWith('synthetic:micro'),
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode).toBe(1)
  expect(output).toMatch(
    /The report cannot be written to .*package\.json\/report.*choose another folder with llmBench\(\{ outputDir: … \}\)/,
  )
  expect(output).toMatch(/Report: .*llm-bench-report-.*report\.md/)
  expect(output).toContain('1 passed')
})

test("a user's own benchmark provider is named", async () => {
  await using project = makeProject({
    'vitest.config.ts': configFile('', `benchmark: { provider: './mine.ts' }`),
    'x.bench.ts': benchWith('synthetic:micro'),
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode).toBe(1)
  expect(output).toMatch(
    /benchmark\.provider: ".*mine\.ts" is not allowed here; give none in vitest\.config\.ts: llmBench\(\) brings its own/,
  )
})

test('without the plugin the way out is named', async () => {
  await using project = makeProject({
    'vitest.config.ts': 'export default {}',
    'x.bench.ts': benchWith('synthetic:micro'),
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode).toBe(1)
  expect(output).toContain(
    "no plugin found: add llmBench() from 'vitest-llm-bench/plugin' to plugins in vitest.config.ts",
  )
})
