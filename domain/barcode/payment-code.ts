export type PaymentScheme = 'wechat' | 'alipay' | 'alipay-face' | 'unionpay';

const SCHEMES: readonly (readonly [PaymentScheme, RegExp])[] = [
  // WeChat Pay, 付款码支付, auth_code: 18 digits that begin with 10 to 15.
  ['wechat', /^1[0-5]\d{16}$/],
  // Alipay, alipay.trade.pay, auth_code: 16 to 24 digits that begin with 25 to 30, or 35 characters from `fp` for a face.
  ['alipay', /^(?:2[5-9]|30)\d{14,22}$/],
  ['alipay-face', /^fp[0-9A-Za-z]{33}$/],
  // UnionPay QR code, consumer presented: 19 digits that begin with 62.
  ['unionpay', /^62\d{17}$/],
];

/** Whose payment code a text looks like, or null. They carry no check digit: only the provider knows whether one is good. */
export function recognizePaymentCode(text: string): PaymentScheme | null {
  return SCHEMES.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}
