import type { Texts } from '../state/language.ts';

const en = {
  title: 'Sign in to central',
  login: 'User name',
  password: 'Password',
  signIn: 'Sign in',
  signingIn: 'Signing in …',
  first: 'The first owner’s password was shown where central was started.',
  mustChange: 'Choose your own password',
  mustChangeHint:
    'Somebody else knows the one that you signed in with. At least ten characters; a few words are easy to keep in mind.',
  before: 'Password until now',
  after: 'New password',
  afterAgain: 'New password again',
  notSame: 'The two are not the same.',
  change: 'Change password',
  changed: 'Your password is changed.',
};

export const signInText: Texts<keyof typeof en> = {
  en,
  'zh-CN': {
    title: '登录总部',
    login: '用户名',
    password: '密码',
    signIn: '登录',
    signingIn: '正在登录……',
    first: '首位所有者的密码显示在启动总部程序的窗口中。',
    mustChange: '请设置自己的密码',
    mustChangeHint: '登录所用的密码还有别人知道。新密码至少十个字符，几个词连起来最容易记住。',
    before: '原密码',
    after: '新密码',
    afterAgain: '再输入一次新密码',
    notSame: '两次输入不一致。',
    change: '修改密码',
    changed: '密码已修改。',
  },
};
