// Decides how a browser's long name of itself is shown: browser and system, as far as it can be told.

const browsers: [RegExp, string][] = [
  [/MicroMessenger/i, 'WeChat'],
  [/Edg\//, 'Edge'],
  [/QQBrowser/i, 'QQ Browser'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
  [/^curl/i, 'curl']
]

const systems: [RegExp, string][] = [
  [/HarmonyOS/i, 'HarmonyOS'],
  [/Android/i, 'Android'],
  [/iPhone|iPad/i, 'iOS'],
  [/Windows/i, 'Windows'],
  [/Mac OS X/i, 'macOS'],
  [/Linux/i, 'Linux']
]

const first = (known: [RegExp, string][], agent: string) => known.find(([mark]) => mark.test(agent))?.[1]

/** "Chrome · Windows"; "" when nothing of it is known. */
export function deviceName(agent: string | undefined): string {
  return [first(browsers, agent ?? ''), first(systems, agent ?? '')].filter(Boolean).join(' · ')
}
