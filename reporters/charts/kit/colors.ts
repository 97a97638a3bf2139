/** Colours on a light card; the three percentiles stay apart for colour-blind readers. */
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
  good: '#1a7f5a',
  failed: '#c0262d',
  badge: '#fff3cd',
  badgeInk: '#7a5200',
} as const

const slate = '#5b6b7a'

/** Colours of series that have no order. */
export const seriesColors: readonly string[] = [colors.p50, colors.p95, colors.good, colors.p99, colors.failed, slate]

/** The same on a dark card, where each has at least the contrast that it has on the light one. */
const darkOf: Readonly<Record<string, string>> = {
  [colors.ink]: '#e6edf3',
  [colors.muted]: '#9da7b3',
  [colors.grid]: '#2a313c',
  [colors.card]: '#0d1117',
  [colors.border]: '#3d444d',
  [colors.bar]: '#34608f',
  [colors.p50]: '#58a6ff',
  [colors.p95]: '#e8964a',
  [colors.p99]: '#cf8ef4',
  [colors.good]: '#3fb98a',
  [colors.failed]: '#ff7b72',
  [colors.badge]: '#3d2e00',
  [colors.badgeInk]: '#f2cc60',
  [slate]: '#a3b1c0',
}

/**
 * Rules that a reader who prefers dark gets: they change the colours of the attributes, so that a program which knows
 * no style sheets still draws the light ones. Of the colours that are in the drawing.
 */
export function darkRules(svg: string): string {
  const rules = Object.entries(darkOf).flatMap(([light, dark]) =>
    ['fill', 'stroke'].flatMap((name) =>
      svg.includes(`${name}="${light}"`) ? [`[${name}="${light}"]{${name}:${dark}}`] : [],
    ),
  )
  return `<style>@media (prefers-color-scheme:dark){${rules.join('')}}</style>`
}
