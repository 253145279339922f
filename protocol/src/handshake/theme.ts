/** Color theme of the widget. `auto` follows the user's preference. */
export type Theme = 'light' | 'dark' | 'auto'
