import { expect, test } from 'vitest'
import { readVirtualMachine } from '../../../../src/machine/facts/linux/virtual-machine.ts'
import { tree } from './tree.ts'

const dmi = (name: string, text: string) => ({ [`sys/class/dmi/id/${name}`]: text })
const flags = (names: string) => ({ 'proc/cpuinfo': `processor\t: 0\nflags\t\t: fpu ${names}` })

// Read, never seen, but for the flag alone, which is seen where the tests are run.
test.each([
  ['amazon', { ...dmi('sys_vendor', 'Amazon EC2'), ...flags('hypervisor') }],
  ['none', { ...dmi('sys_vendor', 'Amazon EC2'), ...dmi('product_name', 'm7i.metal-24xl') }],
  ['google', dmi('product_name', 'Google Compute Engine')],
  ['hyper-v', { ...dmi('sys_vendor', 'Microsoft Corporation'), ...dmi('product_name', 'Virtual Machine') }],
  ['none', { ...dmi('sys_vendor', 'Microsoft Corporation'), ...dmi('product_name', 'Surface Laptop 7'), ...flags('') }],
  ['qemu', dmi('sys_vendor', 'QEMU')],
  ['xen', { 'sys/hypervisor/type': 'xen' }],
  ['kvm', { 'proc/device-tree/hypervisor/compatible': 'linux,kvm' }],
  ['unnamed', flags('hypervisor')],
  ['none', flags('sse')],
  [null, { 'proc/cpuinfo': 'processor\t: 0\nFeatures\t: fp asimd' }],
])('%s', async (kind, files) => {
  expect(await readVirtualMachine(tree(files as Record<string, string>))).toBe(kind)
})
