import { expect, test } from 'vitest'
import { readContainer } from '../../../../src/machine/facts/linux/container.ts'
import { tree } from './tree.ts'

const overlay =
  '731 730 0:55 / / rw,relatime - overlay overlay rw,lowerdir=/l,upperdir=/var/lib/containers/storage/overlay/a/diff'

// Read, never seen, but for docker's mark, which is seen where the tests are run.
test.each([
  ['docker', { '.dockerenv': '' }],
  ['podman', { 'run/.containerenv': 'engine="podman-5.2"' }],
  [
    'kubernetes',
    { 'proc/1/cgroup': '0::/kubepods.slice/kubepods-burstable.slice/cri-containerd-ab.scope', '.dockerenv': '' },
  ],
  ['docker', { 'proc/1/cgroup': '12:cpu:/docker/0a1b' }],
  ['lxc', { 'proc/1/cgroup': '0::/lxc.payload.web' }],
  ['systemd-nspawn', { 'run/systemd/container': 'systemd-nspawn' }],
  ['wsl', { 'proc/sys/kernel/osrelease': '5.15.153.1-microsoft-standard-WSL2' }],
  ['container', { 'proc/self/mountinfo': overlay }],
  ['none', { 'proc/1/cgroup': '0::/init.scope', 'proc/self/mountinfo': '22 1 8:1 / / rw - ext4 /dev/sda1 rw' }],
  ['none', {}],
])('%s', async (kind, files) => {
  expect(await readContainer(tree(files as Record<string, string>))).toBe(kind)
})
