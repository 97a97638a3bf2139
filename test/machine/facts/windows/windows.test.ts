import { expect, test } from 'vitest'
import { windows } from '../../../../src/machine/facts/windows/windows.ts'
import { damagedCopies } from '../../damage.ts'

/** Read, never seen: what ConvertTo-Json makes of the classes as Microsoft documents them. */
const laptop = {
  processors: [{ Name: 'AMD Ryzen 7 7840U w/ Radeon 780M Graphics   ', NumberOfCores: 8 }],
  graphics: [
    {
      Name: 'NVIDIA GeForce RTX 4060 Laptop GPU',
      AdapterRAM: 4293918720,
      DriverVersion: '32.0.15.6094',
      AdapterCompatibility: 'NVIDIA',
    },
    {
      Name: 'AMD Radeon 780M',
      AdapterRAM: 536870912,
      DriverVersion: '31.0.24019.0',
      AdapterCompatibility: 'Advanced Micro Devices, Inc.',
    },
  ],
  system: [{ Manufacturer: 'LENOVO', Model: '21K5', TotalPhysicalMemory: 33_554_432_000 }],
  windows: [{ Caption: 'Microsoft Windows 11 Famille', Version: '10.0.26100' }],
  pages: [{ AllocatedBaseSize: 4096, CurrentUsage: 512 }],
  battery: [{ BatteryStatus: 1 }],
  plan: [
    { InstanceID: 'Microsoft:PowerPlan\\{381b4222-f694-41f0-9685-ff5bb260df2e}', IsActive: false },
    { InstanceID: 'Microsoft:PowerPlan\\{a1841308-3541-4fab-bc81-f71556f20b4a}', IsActive: true },
  ],
}
const facts = (said: object) => windows.facts({ cim: JSON.stringify(said), nvidia: null })

test('a laptop, in whatever language its plans are named', () => {
  expect(facts(laptop)).toMatchObject({
    chip: { name: 'AMD Ryzen 7 7840U w/ Radeon 780M Graphics', family: 'AMD Ryzen' },
    coreLevels: [{ name: null, cores: 8 }],
    // 32 bits say nothing of a card of 8 GB.
    gpus: [
      { vendor: 'nvidia', memoryBytes: null },
      { vendor: 'amd', memoryBytes: 536870912, driver: '31.0.24019.0' },
    ],
    memoryBytes: 33_554_432_000,
    os: { name: 'Microsoft Windows 11 Famille', version: '10.0.26100' },
    power: { onBattery: true, lowPower: true, governor: 'power saver' },
    swap: { totalBytes: 2 ** 32, usedBytes: 2 ** 29 },
    virtualMachine: 'none',
  })
})

test('a list of one as PowerShell may write it, two processors, nvidia-smi before CIM', () => {
  const one = facts({ ...laptop, battery: { BatteryStatus: 2 }, processors: laptop.processors[0] })
  expect(one).toMatchObject({ power: { onBattery: false }, coreLevels: [{ cores: 8 }] })
  expect(facts({ ...laptop, processors: [...laptop.processors, ...laptop.processors] }).coreLevels[0]?.cores).toBe(16)
  const nvidia = '1, 0, NVIDIA GeForce RTX 4060 Laptop GPU, 560.94, 8188\n'
  const { gpus } = windows.facts({ cim: JSON.stringify(laptop), nvidia })
  expect(gpus).toMatchObject([{ memoryBytes: 8188 * 2 ** 20, driver: '560.94' }, { vendor: 'amd' }])
})

test('a virtual machine by its maker; a hypervisor of Windows’ own is none', () => {
  const by = (Manufacturer: string, Model: string) =>
    facts({ ...laptop, system: { Manufacturer, Model } }).virtualMachine
  expect(by('Microsoft Corporation', 'Virtual Machine')).toBe('hyper-v')
  expect(by('VMware, Inc.', 'VMware20,1')).toBe('vmware')
  expect(by('Microsoft Corporation', 'Surface Pro')).toBe('none')
  expect(by('', '')).toBeNull()
})

test('damaged outputs: nothing throws, and figures are the undamaged ones or none', () => {
  const text = JSON.stringify(laptop, null, 1)
  const whole = facts(laptop)
  for (const { text: cim, kinds } of damagedCopies(text, 3000, [
    'truncated',
    'line missing',
    'line doubled',
    'lines reordered',
    'noise',
    'empty',
  ])) {
    const { memoryBytes, swap, power } = windows.facts({ cim, nvidia: null })
    const about = `${kinds.join(', ')}:\n${cim}`
    expect([whole.memoryBytes, null], about).toContain(memoryBytes)
    expect([whole.swap, null], about).toContainEqual(swap)
    expect([true, null], about).toContain(power.onBattery)
  }
  for (const { text: cim } of damagedCopies(text, 500)) expect(() => windows.facts({ cim, nvidia: null })).not.toThrow()
  for (const cim of ['', '[]', 'null', '{"processors":7}'])
    expect(windows.facts({ cim, nvidia: null }).chip.name).toBeNull()
})
