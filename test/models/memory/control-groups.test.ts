import { expect, test } from 'vitest'
import { controlGroupRoom } from '../../../src/models/memory/control-groups.ts'

function files(contents: Readonly<Record<string, string>>): (path: string) => string {
  return (path) => contents[path] ?? ''
}

test('version 2: what the group and those around it have left, idle pages of files counted as free', () => {
  const own = {
    '/proc/self/cgroup': '0::/user.slice/job\n',
    '/sys/fs/cgroup/user.slice/job/memory.max': '8000000000\n',
    '/sys/fs/cgroup/user.slice/job/memory.current': '5000000000\n',
    '/sys/fs/cgroup/user.slice/job/memory.stat': 'anon 1\ninactive_file 2000000000\nactive_file 5\n',
  }
  expect(controlGroupRoom(files(own))).toBe(5e9)
  const narrower = {
    '/sys/fs/cgroup/user.slice/memory.max': '1000\n',
    '/sys/fs/cgroup/user.slice/memory.current': '400\n',
  }
  expect(controlGroupRoom(files({ ...own, ...narrower }))).toBe(600)
  expect(controlGroupRoom(files({ ...own, '/sys/fs/cgroup/user.slice/job/memory.high': '3500000000\n' }))).toBe(0.5e9)
})

test('a group inside a container sees its limits at the root, and one without limits has none', () => {
  const inside = {
    '/proc/self/cgroup': '0::/docker/4f2a\n',
    '/sys/fs/cgroup/memory.max': '2000\n',
    '/sys/fs/cgroup/memory.current': '3000\n',
  }
  expect(controlGroupRoom(files(inside))).toBe(0)
  expect(controlGroupRoom(files({ '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/memory.max': 'max\n' }))).toBeNull()
  expect(controlGroupRoom(files({}))).toBeNull()
  expect(controlGroupRoom(files({ '/proc/self/cgroup': 'nonsense\n0:\n' }))).toBeNull()
})

test('version 1, beside controllers of other things; its largest number is no limit', () => {
  const own = {
    '/proc/self/cgroup': '5:cpu,cpuacct:/a\n4:memory:/a/b\n',
    '/sys/fs/cgroup/memory/a/b/memory.limit_in_bytes': '9223372036854771712\n',
    '/sys/fs/cgroup/memory/a/memory.limit_in_bytes': '4000\n',
    '/sys/fs/cgroup/memory/a/memory.usage_in_bytes': '3000\n',
    '/sys/fs/cgroup/memory/a/memory.stat': 'cache 900\ntotal_inactive_file 500\n',
  }
  expect(controlGroupRoom(files(own))).toBe(1500)
})
