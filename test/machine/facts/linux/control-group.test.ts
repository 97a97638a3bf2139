import { expect, test } from 'vitest'
import { coresOfCpuMax, groupPath, readGroupLimits } from '../../../../src/machine/facts/linux/control-group.ts'
import { tree } from './tree.ts'

test('version 2: the tightest of the group and those around it', async () => {
  const files = tree({
    'proc/self/cgroup': '0::/kubepods/pod7/abc',
    'sys/fs/cgroup/kubepods/pod7/cpu.max': '150000 100000',
    'sys/fs/cgroup/kubepods/pod7/memory.max': 'max',
    'sys/fs/cgroup/kubepods/pod7/abc/cpu.max': 'max 100000',
    'sys/fs/cgroup/kubepods/memory.max': String(8 * 2 ** 30),
  })
  expect(await readGroupLimits(files)).toEqual({ cores: 1.5, memoryBytes: 8 * 2 ** 30 })
})

test('version 1: a quota over its period; no limit is a number near 2^63', async () => {
  const files = tree({
    'proc/self/cgroup': '4:memory:/docker/ab\n2:cpu,cpuacct:/docker/ab\n0::/',
    'sys/fs/cgroup/cpu/docker/ab/cpu.cfs_quota_us': '200000',
    'sys/fs/cgroup/cpu/docker/ab/cpu.cfs_period_us': '50000',
    'sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1',
    'sys/fs/cgroup/memory/docker/ab/memory.limit_in_bytes': '9223372036854771712',
  })
  expect(await readGroupLimits(files)).toEqual({ cores: 4, memoryBytes: null })
})

test('no limit, no group, damage', async () => {
  expect(await readGroupLimits(tree({}))).toEqual({ cores: null, memoryBytes: null })
  for (const text of ['max 100000', '', '0 100000', '-1', '18446744073709551615 100000', '100000 0', 'x y'])
    expect(coresOfCpuMax(text)).toBeNull()
  expect(coresOfCpuMax('50000')).toBe(0.5)
  expect(groupPath('garbage\n3:cpu:/a\n0::/b', '')).toBe('/b')
  expect(groupPath('garbage', 'cpu')).toBe('/')
})
