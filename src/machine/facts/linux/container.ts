import type { LinuxFiles } from './files.ts'

/** Marks of containers in the names of control groups and of mounted layers. */
const marks: readonly (readonly [RegExp, string])[] = [
  [/kubepods/u, 'kubernetes'],
  [/\bdocker\b|\/docker[/-]/u, 'docker'],
  [/libpod|\bpodman\b/u, 'podman'],
  [/\blxc\b|lxc\.payload/u, 'lxc'],
  [/\bcontainerd\b|cri-containerd/u, 'containerd'],
  [/machine\.slice\/.*nspawn|systemd-nspawn/u, 'systemd-nspawn'],
]

/** Kind of the container that this process runs in; `none` where there is no mark of one. */
export async function readContainer(files: LinuxFiles): Promise<string> {
  const [dockerMark, podmanMark, written, groups, release, mounts] = await Promise.all([
    files.has('', '.dockerenv'),
    files.text('run/.containerenv'),
    files.text('run/systemd/container'),
    files.text('proc/1/cgroup'),
    files.text('proc/sys/kernel/osrelease'),
    files.text('proc/self/mountinfo'),
  ])
  const ofGroup = marks.find(([mark]) => mark.test(groups ?? ''))?.[1]
  if (ofGroup !== undefined) return ofGroup
  if (podmanMark !== null) return 'podman'
  if (dockerMark) return 'docker'
  if (written !== null && /^[\w.-]{1,40}$/u.test(written)) return written
  if (/microsoft/iu.test(release ?? '')) return 'wsl'
  return rootIsLayered(mounts ?? '') ? 'container' : 'none'
}

/** Whether the root is an overlay of layers with an upper one, as images are mounted. */
function rootIsLayered(mounts: string): boolean {
  return mounts
    .split('\n')
    .some((line) => /^\d+ \d+ \S+ \S+ \/ .* - overlay .*upperdir=.*(?:containers|docker|snapshots)/u.test(line))
}
