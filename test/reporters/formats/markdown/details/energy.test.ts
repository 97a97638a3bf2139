import { expect, test } from 'vitest'
import { drawnEnergy } from '../../../../runs/energy/drawn-sample.ts'
import { energyDetails } from '../../../../../reporters/formats/markdown/details/energy.ts'
import { keyFigures } from '../../../../../reporters/words/key-figures.ts'
import type { DrawnEnergyRecord } from '../../../../../src/record/energy.ts'
import { energyRecord } from '../../../../../src/runs/energy/energy-record.ts'
import { hostileName } from '../../../hostile.ts'
import { sampleReport, sampleRun, sampleSeries } from '../../../sample-report.ts'

function runWith(name: string, changes: Partial<DrawnEnergyRecord>) {
  return {
    ...sampleRun(sampleSeries(20, 100)),
    id: name,
    name,
    title: name,
    energy: energyRecord({ ...drawnEnergy, ...changes }, 10, 1000),
  }
}

const refusal = { code: 'zero-power', reason: 'cpu told 0 W while it was at work' } as const
const report = sampleReport([
  runWith('on the GPU', {}),
  runWith('on the processor', { meter: 'rapl', scope: 'cpu', rails: ['package-0'], accuracy: null }),
  runWith('declared', { meter: null, provenance: 'declared', scope: 'system', interval: null }),
  runWith('refused', { grossJoules: null, interval: null, readings: 0, refusal }),
  runWith('own', { meter: hostileName }),
])

test('each run has its meter, scope, interval and accuracy, a refused one its reason', () => {
  const lines = energyDetails(report).split('\n')
  const row = (name: string): string => lines.find((line) => line.startsWith(`| ${name}`)) ?? ''
  const meterRow = (name: string): string => lines.findLast((line) => line.startsWith(`| ${name}`)) ?? ''
  expect(row('on the GPU')).toMatch(
    /nvidia-smi +\| .*1,000 \[900, 1,100\].* 100 \[90\.0, 110\].* 1\.00 \[0\.900, 1\.10\]/u,
  )
  expect(meterRow('on the GPU')).toMatch(/nvidia-smi +\| gpu: GPU 0 /u)
  expect(meterRow('on the GPU')).toContain('0 % and 5 W')
  expect(meterRow('on the processor')).toMatch(/rapl +\| cpu: package-0 .* unknown +\|$/u)
  expect(meterRow('declared')).toMatch(/declared watts .*as declared +\|$/u)
  expect(meterRow('refused')).toContain('refused (zero-power): cpu told 0 W while it was at work')
  expect(lines.join('\n')).toContain('Figures of different scopes are of different parts of the machine')
  // Names of meters are a user's own.
  const widths = new Set(lines.filter((line) => line.startsWith('|')).map((line) => line.split(/(?<!\\)\|/u).length))
  expect(widths.size).toBe(2)
})

test('the summary compares energy within a scope only', () => {
  const figures = keyFigures(report).filter(({ title }) => title === 'Energy')
  expect(figures).toHaveLength(3)
  expect(figures[1]?.text).toContain('1.00 J an output token (90 % interval [0.900, 1.10], rapl, cpu)')
  expect(figures[2]?.text).toContain('1.00 J an output token (declared, declared watts)')
})

test('without energy there is no section', () => {
  expect(energyDetails(sampleReport([sampleRun(sampleSeries(20, 100))]))).toBe('')
})
