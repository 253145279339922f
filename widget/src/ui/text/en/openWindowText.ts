export const openWindowText = {
  body: 'OpenKey continues in a window of its own. Check that its address is OpenKey’s before you sign in or approve anything.',
} as const
