import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { apple, type AppleAnswers } from '../../../../src/machine/facts/apple/apple.ts'
import { damagedCopies } from '../../damage.ts'
import { hasRecorded, recorded, recordedFiles } from '../recorded.ts'
import { readOutputs, recordedOutputs } from './outputs.ts'

const nothing = { sysctl: null, profiler: null, ioreg: null, battery: null, settings: null, thermal: null, load: null }

test('a Mac from all of its outputs; M2 Max with 30 GPU cores', () => {
  const sysctl = recordedOutputs.sysctlM4Pro.concat('machdep.cpu.brand_string: Apple M2 Max\nkern.hv_vmm_present: 0\n')
  const ioreg = '"gpu-core-count" = 30\n'
  expect(apple.facts({ ...nothing, ...readOutputs, sysctl, profiler: recordedOutputs.displays, ioreg })).toMatchObject({
    chip: { name: 'Apple M2 Max', family: 'Apple M2' },
    gpus: [{ vendor: 'apple', cores: 30, bandwidthGBs: { value: 400 } }],
    unifiedMemory: true,
    bandwidthGBs: { value: 400 },
    metalFamily: 'Metal 4',
    neuralEngineTops: { value: 15.8 },
    power: { onBattery: true, lowPower: true, governor: null },
    thermalPressure: 2,
    container: 'none',
    virtualMachine: 'none',
  })
})

test('a chip of the future is told by its name, with no figure of the tables', () => {
  expect(apple.facts({ ...nothing, sysctl: readOutputs.sysctlThreeLevels })).toMatchObject({
    chip: { name: 'Apple M7 Max', family: 'Apple M7' },
    unifiedMemory: true,
    bandwidthGBs: null,
    neuralEngineTops: null,
    gpus: null,
    os: { name: 'macOS', version: '27.1 (26B61)' },
    swap: { totalBytes: 2 ** 31 },
  })
})

test('sources that contradict each other leave it unknown', () => {
  const profiler = recordedOutputs.displays
  expect(apple.facts({ ...nothing, profiler, ioreg: '"gpu-core-count" = 38\n' }).bandwidthGBs).toBeNull()
  const sysctl = 'machdep.cpu.brand_string: Apple M3 Max\n'
  const profiled = '{"SPHardwareDataType":[{"chip_type":"Apple M4 Max"}]}'
  expect(apple.facts({ ...nothing, sysctl, profiler: profiled }).chip.name).toBeNull()
})

test('with no answer at all everything is unknown, and nothing throws on any damage', () => {
  expect(apple.facts(nothing)).toMatchObject({ chip: { name: null }, coreLevels: [], gpus: null, bandwidthGBs: null })
  const outputs: AppleAnswers = {
    sysctl: readOutputs.sysctlThreeLevels,
    profiler: recordedOutputs.displays,
    ioreg: recordedOutputs.ioreg,
    battery: readOutputs.battery,
    settings: readOutputs.settings,
    thermal: readOutputs.thermal,
    load: 1,
  }
  const whole = apple.facts(outputs)
  for (const [name, output] of Object.entries(outputs)) {
    if (typeof output !== 'string') continue
    // Of a state every small figure is one that it may have.
    const only = name === 'settings' || name === 'thermal' ? ['truncated', 'line missing', 'noise', 'empty'] : undefined
    for (const { text, kinds } of damagedCopies(output, 400, only)) {
      const { power, thermalPressure, bandwidthGBs } = apple.facts({ ...outputs, [name]: text })
      const about = `${kinds.join(', ')}:\n${text}`
      expect([whole.power.onBattery, null], about).toContain(power.onBattery)
      expect([whole.power.lowPower, null], about).toContain(power.lowPower)
      expect([whole.thermalPressure, null], about).toContain(thermalPressure)
      expect(bandwidthGBs, about).toBeNull()
    }
  }
})

test.skipIf(!hasRecorded)('recorded: pmset -g therm, which says nothing on Apple Silicon, is taken for nothing', () => {
  const therm = recorded('pmset-therm-apple-silicon.txt')
  expect(apple.facts({ ...nothing, thermal: therm, battery: therm, settings: therm })).toMatchObject({
    thermalPressure: null,
    power: { onBattery: null, lowPower: null },
  })
})

test('every recorded output of a machine is read by a test', () => {
  const here = new URL('../../', import.meta.url)
  const tests = globSync('**/*.ts', { cwd: here }).map((path) => readFileSync(new URL(path, here), 'utf8'))
  const text = tests.join('\n')
  // Names that are put together of a kind and a machine.
  const isRead = (file: string): boolean =>
    text.includes(`'${file}'`) || (file.startsWith('SPHardwareDataType-') && text.includes(`'${file.slice(19, -5)}'`))
  expect(recordedFiles().filter((file) => !isRead(file))).toEqual([])
})
