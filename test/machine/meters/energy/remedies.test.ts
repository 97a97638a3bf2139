import { expect, test } from 'vitest'
import { remedyFor } from '../../../../src/machine/meters/energy/remedies.ts'

test.each([
  ['macmon', 'macmon is not installed', 'brew install macmon; or declare'],
  ['macmon', 'it is one of macOS', 'declare the watts'],
  ['powermetrics', 'sudo: a password is required', 'let sudo run it'],
  ['powermetrics', 'Sorry, user me is not allowed to execute', 'let sudo run it'],
  ['nvidia-smi', 'nvidia-smi is not installed', "install NVIDIA's driver"],
  ['nvidia-smi', "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver", 'load or update'],
  ['rapl', 'no counter in /sys/class/powercap can be read: there is none, or only root may', 'sudo chmod a+r'],
  ['rapl', 'there is no /sys/class/powercap: no counters, as in a virtual machine', 'declare the watts'],
  ['battery', 'the battery is not what the machine draws on: unplug it', 'unplug the machine; or declare'],
  ['battery', '/sys/class/power_supply has no battery', 'declare the watts'],
] as const)('%s: %s', (name, reason, words) => {
  expect(remedyFor(name, reason)).toContain(words)
  expect(remedyFor(name, reason)).toContain('energy: { watts: 30 }')
})
