import { byId, setText } from './dom.ts'

const themes = ['auto', 'light', 'dark'] as const
type Theme = (typeof themes)[number]

const STORAGE_KEY = 'wakunode-theme'

/** The button that goes round as the system has it, light and dark. The choice is remembered on this machine. */
export function startTheme(onChange: () => void): void {
  const button = byId<HTMLButtonElement>('theme')
  let theme = themes.find((name) => name === localStorage.getItem(STORAGE_KEY)) ?? 'auto'
  const apply = (chosen: Theme): void => {
    theme = chosen
    if (theme === 'auto') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
    setText(button, `Theme: ${theme}`)
    onChange()
  }
  button.addEventListener('click', () => {
    apply(themes[(themes.indexOf(theme) + 1) % themes.length]!)
    localStorage.setItem(STORAGE_KEY, theme)
  })
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', onChange)
  apply(theme)
}
