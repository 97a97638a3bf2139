import { expect, test } from 'vitest'
import { renderMarkdown } from '../../../reporters/formats/markdown/markdown.ts'
import { levelsText, machineRows, unansweredText } from '../../../reporters/words/machine.ts'
import { type MachineFacts, unknownMachine } from '../../../src/record/machine/facts.ts'
import { sampleReport } from '../sample-report.ts'

const source = "Apple's technical specifications"
const mac: MachineFacts = {
  ...unknownMachine(),
  chip: { name: 'Apple M4 Max', family: 'Apple M4' },
  coreLevels: [
    { name: 'Performance', cores: 12 },
    { name: 'Efficiency', cores: 4 },
  ],
  gpus: [
    {
      name: 'Apple M4 Max',
      vendor: 'apple',
      cores: 40,
      memoryBytes: null,
      driver: null,
      bandwidthGBs: { value: 546, source },
      peakTflops: null,
    },
  ],
  unifiedMemory: true,
  memoryBytes: 48e9,
  bandwidthGBs: { value: 546, source },
  neuralEngineTops: { value: 38, source },
  power: { onBattery: true, lowPower: false, governor: null },
  thermalPressure: 0,
  container: 'none',
  virtualMachine: 'none',
}

test('a row for each fact that is known, with where a figure of a table comes from', () => {
  expect(machineRows(mac)).toEqual([
    ['Chip', 'Apple M4 Max'],
    ['Core levels', '12 Performance + 4 Efficiency'],
    ['Graphics', `Apple M4 Max, 40 cores, 546 GB/s (${source})`],
    ['Memory', '48.0 GB, shared by processor and graphics'],
    ['Memory bandwidth', `546 GB/s (${source})`],
    ['Neural Engine', '38.0 TOPS, not used by llama.cpp'],
    ['Power', 'on battery, does not save power'],
    ['Thermal pressure', 'level 0 of 4'],
  ])
  expect(machineRows(unknownMachine())).toEqual([])
})

test('limits, containers, levels without names, probes that did not answer', () => {
  expect(machineRows({ ...unknownMachine(), container: 'docker', limits: { cores: 1.5, memoryBytes: 8e9 } })).toEqual([
    ['Container', 'docker'],
    ['Limits of the control group', '1.50 cores, 8.00 GB'],
  ])
  expect(levelsText([{ name: null, cores: 8 }])).toBe('8 alike')
  expect(
    levelsText([
      { name: null, cores: 8 },
      { name: null, cores: 2 },
    ]),
  ).toBe('8 unnamed + 2 unnamed')
  const probe = { name: 'thermal', tookMs: 2000, format: 'read' as const }
  expect(unansweredText({ ...mac, probes: [{ ...probe, state: 'slow' }] })).toBe('thermal (slow)')
  expect(unansweredText({ ...mac, probes: [{ ...probe, state: 'missing' }] })).toBeNull()
})

test('the report has the machine below the software, and escapes its names', () => {
  const report = sampleReport([])
  const hostile = { ...mac, chip: { name: 'A|B\u202E <b>', family: null } }
  const text = renderMarkdown({ ...report, environment: { ...report.environment, machine: hostile } })
  expect(text).toMatch(/\| Core levels +\| 12 Performance \+ 4 Efficiency +\|/u)
  expect(text).not.toContain('\u202E')
  expect(text).not.toContain('| A|B')
})
