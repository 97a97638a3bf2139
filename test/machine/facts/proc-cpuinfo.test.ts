import { expect, test } from 'vitest'
import { hypervisorFlag, physicalCoresOf } from '../../../src/machine/facts/proc-cpuinfo.ts'

function processor(index: number, socket: number, core: number, flags = 'fpu sse avx2'): string {
  return `processor\t: ${index}\nphysical id\t: ${socket}\ncore id\t\t: ${core}\nflags\t\t: ${flags}\n`
}

test('threads of one core count once, cores of two sockets twice', () => {
  const text = [processor(0, 0, 0), processor(1, 0, 0), processor(2, 0, 1), processor(3, 1, 0)].join('\n')
  expect(physicalCoresOf(text)).toBe(3)
})

test('a hypervisor shows among the flags', () => {
  expect(hypervisorFlag(processor(0, 0, 0))).toBe(false)
  expect(hypervisorFlag(processor(0, 0, 0, 'fpu hypervisor avx2'))).toBe(true)
})

test('Arm says neither', () => {
  const text = 'processor\t: 0\nBogoMIPS\t: 108.00\nFeatures\t: fp asimd\nCPU part\t: 0xd08\n'
  expect(physicalCoresOf(text)).toBeNull()
  expect(hypervisorFlag(text)).toBeNull()
})
