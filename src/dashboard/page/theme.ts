import { byId, setText } from './dom.ts'
import { openStorage } from './page-storage.ts'

const themes = ['auto', 'light', 'dark'] as const
type Theme = (typeof themes)[number]

const STORAGE_KEY = 'wakunode-theme'

/** The button that goes round as the system has it, light and dark. The choice is remembered on this machine. */
export function startTheme(onChange: () => void): void {
  const storage = openStorage('localStorage')
  const name = byId('theme')
  let theme = themes.find((known) => known === storage.getItem(STORAGE_KEY)) ?? 'auto'
  const apply = (chosen: Theme): void => {
    theme = chosen
    if (theme === 'auto') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
    setText(name, theme)
    onChange()
  }
  name.parentElement!.addEventListener('click', () => {
    apply(themes[(themes.indexOf(theme) + 1) % themes.length]!)
    storage.setItem(STORAGE_KEY, theme)
  })
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', onChange)
  apply(theme)
}
