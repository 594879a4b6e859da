/** 登录与密码的文字。 */

export const login = {
  title: '登录 Shadowtable',
  name: '用户名',
  password: '密码',
  submit: '登录',
  mustChange: '请先设置您自己的密码。',
  current: '当前密码',
  next: '新密码',
  repeat: '再次输入新密码',
  differ: '两次输入不一致',
  changed: '密码已修改',
  required: '必填',
  slogan: '影子表与源表保持一致，并给出证明。',
};
