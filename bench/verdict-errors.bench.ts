import { describe, expect, profile, test } from 'vitest-llm-bench'
import { errorTables } from './support/verdict-tables.ts'

// The tables of docs/verdicts.md; `npm run bench -- --mode overhead bench/verdict-errors.bench.ts` takes some
// twelve minutes on a quiet machine.
describe.runIf(profile === 'overhead')('claims at their true values', () => {
  for (const { name, nominal, rows } of errorTables) {
    test(name, { timeout: 3_600_000 }, () => {
      const worst: number[] = []
      for (const row of rows) {
        const { words, cells, errors } = row()
        process.stdout.write(`| ${[words, ...cells].join(' | ')} |\n`)
        worst.push(...errors)
      }
      // Four standard errors of 5 % in as many repetitions as the smallest table has.
      expect(Math.max(...worst)).toBeLessThan(nominal + 0.02)
    })
  }
})
