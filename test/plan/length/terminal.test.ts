import { expect, test } from 'vitest'
import { terminalWish } from '../../../src/plan/length/terminal.ts'

test('the words of other tools for the number of requests, and levels with commas or spaces', () => {
  expect(terminalWish({})).toEqual({ requests: null, levels: null })
  expect(terminalWish({ LLM_BENCH_ITERATIONS: '', LLM_BENCH_CONCURRENCY: ' ' })).toEqual({
    requests: null,
    levels: null,
  })
  expect(terminalWish({ LLM_BENCH_ITERATIONS: '20', LLM_BENCH_CONCURRENCY: '10,25, 50 100' })).toEqual({
    requests: 20,
    levels: [10, 25, 50, 100],
  })
  expect(terminalWish({ LLM_BENCH_SAMPLES: '200' }).requests).toBe(200)
})

test.each([
  [{ LLM_BENCH_ITERATIONS: '0' }, 'LLM_BENCH_ITERATIONS: "0" is not allowed here; give a whole number of at least 1'],
  [{ LLM_BENCH_SAMPLES: 'many' }, 'LLM_BENCH_SAMPLES: "many" is not allowed here; give a whole number of at least 1'],
  [
    { LLM_BENCH_ITERATIONS: '2', LLM_BENCH_SAMPLES: '3' },
    'LLM_BENCH_SAMPLES: it beside LLM_BENCH_ITERATIONS is not allowed here; give one of them',
  ],
  [
    { LLM_BENCH_CONCURRENCY: '10,,5000' },
    'LLM_BENCH_CONCURRENCY: "5000" is not allowed here; give clients from 1 to 1024, such as 10,25,50,100',
  ],
])('a wrong value is one line: %o', (environment, message) => {
  expect(() => terminalWish(environment)).toThrow(message)
})
