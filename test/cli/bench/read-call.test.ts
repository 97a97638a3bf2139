import { expect, test, vi } from 'vitest'
import type { AskedBench } from '../../../src/cli/bench/asked-bench.ts'
import { limitNames } from '../../../src/cli/bench/limits.ts'
import { readCall } from '../../../src/cli/bench/read-call.ts'
import { runOptions, withLevelsInOne } from '../../../src/cli/bench/run-options.ts'
import { parameters } from '../../../src/cli/parameters.ts'

const registry = { small: 'synthetic:micro' }

function asked(line: string, hasService = false): AskedBench {
  const { values, positionals } = parameters('run', withLevelsInOne(line.split(' ').filter(Boolean)), runOptions)
  return readCall(positionals, values, { registry, root: '/project', hasService })
}

test('a model alone has the usual length, one client and no limits', () => {
  expect(asked('synthetic:micro@Q4_0')).toEqual({
    name: 'synthetic:micro@Q4_0, 1 client',
    sweep: 'synthetic:micro@Q4_0',
    target: { kind: 'model', spec: 'synthetic:micro@Q4_0', options: {} },
    prompts: { texts: ['Why is the sky blue?'] },
    completes: false,
    maxTokens: 64,
    length: {},
    load: { clients: 1 },
    levels: [],
    limits: [],
    savesOver: null,
    accept: [],
  })
})

test('usual habits of other tools mean what they say', () => {
  expect(asked('small --latency-only --iterations 20')).toMatchObject({
    length: { requests: 20 },
    load: { clients: 1 },
  })
  expect(asked('small --cost-only --samples 200 --min-saving 0.6 --vs gpt-4o')).toMatchObject({
    length: { requests: 200 },
    limits: [{ name: 'min-saving', value: 0.6 }],
    savesOver: 'gpt-4o',
  })
  expect(asked('--concurrent-levels 10 25 50 100 --service-url http://127.0.0.1:8000/v1')).toMatchObject({
    sweep: '127.0.0.1:8000',
    target: { kind: 'endpoint', url: 'http://127.0.0.1:8000/v1', model: null },
    load: null,
    levels: [10, 25, 50, 100],
  })
  expect(asked('--concurrent-levels 10,25 small')).toMatchObject({ levels: [10, 25], target: { spec: 'small' } })
  expect(asked('small --throughput-only')).toMatchObject({ load: null, levels: [1, 4, 16] })
  expect(asked('small --rate 2.5 --duration 30s --warmup 0 --prompt a --prompt b')).toMatchObject({
    name: 'small, 2.5 requests/s',
    load: { perSecond: 2.5 },
    length: { duration: 30_000, warmup: 0 },
    prompts: { texts: ['a', 'b'] },
  })
})

test('the service of the environment is the target where none is named; a key stays in its variable', () => {
  expect(asked('--p95-below 50', true).target).toEqual({ kind: 'endpoint', url: null, model: null, keyVariable: null })
  vi.stubEnv('LLM_BENCH_API_KEY', 'sk-test')
  try {
    const call = asked('https://api.example.com/v1 --model small')
    expect(call.target).toMatchObject({ model: 'small', keyVariable: 'LLM_BENCH_API_KEY' })
    expect(JSON.stringify(call)).not.toContain('sk-test')
  } finally {
    vi.unstubAllEnvs()
  }
})

test('every limit is an option', () => {
  const written = limitNames.map((name) => `--${name} 0.5`).join(' ')
  expect(asked(`small ${written}`).limits).toEqual(limitNames.map((name) => ({ name, value: 0.5 })))
})

test.each([
  ['', 'llm-bench run: no target is not allowed here; give a model'],
  ['a b', 'llm-bench run: "b" is not allowed here; give one target'],
  ['nonsense', 'unknown model "nonsense"'],
  ['small --p95-below 0', 'llm-bench run --p95-below: "0" is not allowed here; give milliseconds above 0'],
  ['small --min-success 2', 'llm-bench run --min-success: "2" is not allowed here; give a share of 0 or more'],
  ['small --requests 1.5', 'llm-bench run --requests: "1.5" is not allowed here; give a whole number'],
  ['small --requests 5 --samples 5', 'llm-bench run --iterations'.replace('iterations', 'samples')],
  ['small --duration long', 'llm-bench run --duration: "long" is not allowed here; give a time above 0'],
  ['small --concurrency 5 --rate 5', 'llm-bench run --rate: it beside --concurrency is not allowed here'],
  ['small --latency-only --cost-only', 'llm-bench run --cost-only: it beside --latency-only'],
  ['small --latency-only --concurrent-levels 1 2', 'llm-bench run --latency-only: it beside --concurrent-levels'],
  ['small --concurrent-levels 0 2', 'llm-bench run --concurrent-levels: "0" is not allowed here; give a whole number'],
  ['small --backend tpu', 'llm-bench run --backend: there is no backend "tpu"'],
  ['small --model x', 'llm-bench run --model: it without an endpoint'],
  ['small --vs gpt-4o', 'llm-bench run --vs: it without --min-saving'],
  ['small --min-saving 0.5 --vs openai:gpt-4o-typo', 'llm-bench run --vs: openai("gpt-4o-typo"): '],
  ['small --min-saving 0.5 --vs openai:', 'llm-bench run --vs: "openai:" is not allowed here; give a model behind'],
  ['small --min-saving 0.5 --vs mistral:x', 'llm-bench run --vs: there is no provider "mistral"; there are openai, '],
  ['small --accept all', 'llm-bench run --accept: "all" is not allowed here; give some of estimated'],
  ['http://a/v1 --threads 2', 'llm-bench run --threads: it with an endpoint'],
  ['http://a/v1 --api-key-env NONE_OF_IT', 'llm-bench run --api-key-env: "NONE_OF_IT" is not allowed here'],
  ['--service-url ftp://a', 'llm-bench run --service-url: "ftp://a'],
])('%s is refused in one line', (line, message) => {
  expect(() => asked(line)).toThrow(message)
})
