/** Texts of logging on and of passwords. */

export const login = {
  title: 'Log on to Shadowtable',
  name: 'User name',
  password: 'Password',
  submit: 'Log on',
  mustChange: 'Choose a password of your own before you go on.',
  current: 'Current password',
  next: 'New password',
  repeat: 'New password again',
  differ: 'The two are not the same',
  changed: 'The password is changed',
  required: 'Needed',
  slogan: 'Shadow tables that equal their sources, and the proof of it.',
};
