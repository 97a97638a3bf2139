/** Colours on a white card; the three percentiles stay apart for colour-blind readers. */
export const colors = {
  ink: '#1f2328',
  muted: '#59636e',
  grid: '#e4e7eb',
  card: '#ffffff',
  border: '#d1d9e0',
  bar: '#a9c7e8',
  p50: '#0b62b8',
  p95: '#b35900',
  p99: '#8a2fb0',
  failed: '#c0262d',
  badge: '#fff3cd',
  badgeInk: '#7a5200',
} as const

/** Colours of series that have no order. */
export const seriesColors: readonly string[] = ['#0b62b8', '#b35900', '#1a7f5a', '#8a2fb0', '#c0262d', '#5b6b7a']
