import { expect, test } from 'vitest'
import { linux } from '../../../../src/machine/facts/linux/linux.ts'
import { PlatformSurvey } from '../../../../src/machine/facts/machine-facts.ts'
import { chipName } from '../../../../src/machine/facts/linux/chip.ts'
import { readMeminfo } from '../../../../src/machine/facts/linux/meminfo.ts'
import { damagedCopies } from '../../damage.ts'
import { cpuTree, tree } from './tree.ts'

const cpuinfo =
  'processor\t: 0\nmodel name\t: AMD Ryzen 9 7950X\ncpu MHz\t\t: 4500.0\n\nprocessor\t: 1\nmodel name\t: AMD Ryzen 9 7950X\n'
const meminfo =
  'MemTotal:       65536000 kB\nMemFree:        10000000 kB\nSwapTotal:       2097148 kB\nSwapFree:        1048574 kB\n'

test('a machine from its files', async () => {
  const survey = new PlatformSurvey(
    linux(
      tree({
        'proc/cpuinfo': cpuinfo,
        'proc/meminfo': meminfo,
        'etc/os-release': 'NAME="Fedora"\nPRETTY_NAME="Fedora Linux 43"',
        'sys/devices/system/cpu/cpufreq/policy0/scaling_governor': 'powersave',
        'sys/devices/system/cpu/cpufreq/policy1/scaling_governor': 'performance',
        ...cpuTree([{ 'topology/thread_siblings_list': '0' }, { 'topology/thread_siblings_list': '1' }]),
      }),
    ),
  )
  await survey.ask(new AbortController().signal)
  expect(survey.isDone).toBe(true)
  expect(survey.facts).toMatchObject({
    chip: { name: 'AMD Ryzen 9 7950X', family: 'AMD Ryzen' },
    coreLevels: [{ name: null, cores: 2 }],
    gpus: [],
    memoryBytes: 65_536_000 * 1024,
    os: { name: 'Fedora Linux 43' },
    power: { governor: 'several' },
    swap: { totalBytes: 2_097_148 * 1024, usedBytes: 1_048_574 * 1024 },
    container: 'none',
    virtualMachine: null,
  })
  expect(survey.facts.probes.find(({ name }) => name === 'nvidia')?.state).toBe('missing')
})

test('where no file can be read everything is unknown', async () => {
  const survey = new PlatformSurvey(linux(tree({})))
  await survey.ask(new AbortController().signal)
  expect(survey.facts).toMatchObject({ chip: { name: null }, coreLevels: [], memoryBytes: null, swap: null })
})

test('Arm names its cores by number', () => {
  const part = (...parts: string[]) => parts.map((one) => `CPU implementer\t: 0x41\nCPU part\t: ${one}\n`).join('\n')
  expect(chipName(part('0xd4f', '0xd4f'))).toBe('Arm Neoverse V2')
  expect(chipName(part('0xd0b', '0xd05'))).toBe('Arm Cortex-A55 + Cortex-A76')
  expect(chipName(part('0xfff'))).toBeNull()
})

test('damaged files: the undamaged figure or none, never another', () => {
  const whole = readMeminfo(meminfo)
  for (const { text, kinds } of damagedCopies(meminfo, 3000, [
    'truncated',
    'line missing',
    'line doubled',
    'noise',
    'empty',
  ])) {
    const { memoryBytes, swap } = readMeminfo(text)
    const about = `${kinds.join(', ')}:\n${text}`
    expect([whole.memoryBytes, null], about).toContain(memoryBytes)
    expect([whole.swap, null], about).toContainEqual(swap)
  }
  for (const { text } of damagedCopies(cpuinfo, 1000, ['truncated', 'line missing', 'empty']))
    expect([chipName(cpuinfo), null]).toContain(chipName(text))
})
