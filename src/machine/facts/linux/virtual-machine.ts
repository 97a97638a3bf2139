import { hypervisorFlag } from '../proc-cpuinfo.ts'
import type { LinuxFiles } from './files.ts'

/** Vendors of virtual machines in what the firmware says of the machine. */
const makers: readonly (readonly [RegExp, string])[] = [
  [/\.metal\b/u, 'none'],
  [/Amazon EC2/u, 'amazon'],
  [/Google Compute Engine/u, 'google'],
  [/Firecracker/u, 'firecracker'],
  [/VMware/u, 'vmware'],
  [/VirtualBox|innotek/u, 'virtualbox'],
  [/Parallels/u, 'parallels'],
  [/Apple Virtualization/u, 'apple'],
  [/Microsoft Corporation[^]*Virtual Machine/u, 'hyper-v'],
  [/\bXen\b/u, 'xen'],
  [/KVM/u, 'kvm'],
  [/QEMU|Bochs/u, 'qemu'],
]

/**
 * Kind of the virtual machine that this is: `none` on bare metal, `unnamed` where the processor says that there is a
 * hypervisor and nothing says which. Null where nobody says either.
 */
export async function readVirtualMachine(files: LinuxFiles): Promise<string | null> {
  const [hypervisor, tree, cpuinfo, ...names] = await Promise.all([
    files.text('sys/hypervisor/type'),
    files.text('proc/device-tree/hypervisor/compatible'),
    files.text('proc/cpuinfo'),
    ...['sys_vendor', 'product_name', 'board_vendor', 'bios_vendor', 'product_version'].map(
      async (name) => await files.text(`sys/class/dmi/id/${name}`),
    ),
  ])
  const said = names.filter((name) => name !== null).join('\n')
  const maker = makers.find(([mark]) => mark.test(said))?.[1]
  if (maker !== undefined) return maker
  if (hypervisor !== null && /^[\w-]{1,40}$/u.test(hypervisor)) return hypervisor
  if (tree !== null) return /xen/u.test(tree) ? 'xen' : /kvm|qemu/u.test(tree) ? 'kvm' : 'unnamed'
  const flag = hypervisorFlag(cpuinfo ?? '')
  return flag === null ? null : flag ? 'unnamed' : 'none'
}
