/**
 * Outputs in the formats of macOS. Those of `recorded` were retyped, shortened, from real machines; those of `read`
 * follow the documentation of the tool, and were never seen.
 */
export const recordedOutputs: Readonly<Record<'sysctlM4Pro' | 'displays' | 'ioreg', string>> = {
  sysctlM4Pro: [
    'hw.ncpu: 12',
    'hw.memsize: 25769803776',
    'hw.activecpu: 12',
    'hw.perflevel0.physicalcpu: 8',
    'hw.perflevel0.logicalcpu: 8',
    'hw.perflevel0.name: Performance',
    'hw.perflevel1.physicalcpu: 4',
    'hw.perflevel1.logicalcpu: 4',
    'hw.perflevel1.name: Efficiency',
    '',
  ].join('\n'),
  displays: `{
  "SPDisplaysDataType" : [
    {
      "_name" : "Apple M2 Max",
      "spdisplays_mtlgpufamilysupport" : "spdisplays_metal4",
      "spdisplays_ndrvs" : [
        {
          "_name" : "Color LCD",
          "spdisplays_online" : "spdisplays_yes"
        }
      ],
      "spdisplays_vendor" : "sppci_vendor_Apple",
      "sppci_bus" : "spdisplays_builtin",
      "sppci_cores" : "30",
      "sppci_model" : "Apple M2 Max"
    }
  ]
}
`,
  ioreg: `  |     "p-core-count" = <06000000>
  |     "m-core-count" = <0c000000>
  |   |   |   "gpu-core-count" = 40
`,
}

export const readOutputs: Readonly<Record<'sysctlThreeLevels' | 'battery' | 'settings' | 'thermal', string>> = {
  sysctlThreeLevels: [
    'hw.physicalcpu: 24',
    'hw.nperflevels: 3',
    'hw.perflevel0.name: Super',
    'hw.perflevel0.physicalcpu: 6',
    'hw.perflevel1.name: Performance',
    'hw.perflevel1.physicalcpu: 12',
    'hw.perflevel2.name: Efficiency',
    'hw.perflevel2.physicalcpu: 6',
    'machdep.cpu.brand_string: Apple M7 Max',
    'kern.hv_vmm_present: 0',
    'kern.osproductversion: 27.1',
    'kern.osversion: 26B61',
    'vm.swapusage: total = 2048.00M  used = 1024.50M  free = 1023.50M  (encrypted)',
    '',
  ].join('\n'),
  battery:
    "Now drawing from 'Battery Power'\n -InternalBattery-0 (id=1)\t80%; discharging; 4:10 remaining present: true\n",
  settings: 'System-wide power settings:\nCurrently in use:\n standby              1\n lowpowermode         1\n',
  thermal: 'com.apple.system.thermalpressurelevel 2\n',
}
