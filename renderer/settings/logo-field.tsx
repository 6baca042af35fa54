import { useState } from 'react';
import { Button, FileTrigger } from 'react-aria-components';
import type { ReceiptPicture } from '../../domain/receipt/picture.ts';
import { settingsReceiptText } from '../text/settings-receipt-text.ts';
import { useText } from '../text/use-text.ts';
import { readPicture } from './read-picture.ts';

interface LogoFieldProps {
  readonly logo: ReceiptPicture | null;
  readonly widthMaxDots: number;
  readonly onChange: (logo: ReceiptPicture | null) => void;
}

/** The picture above the shop's name: a file of this machine, made black and white here. */
export function LogoField({ logo, widthMaxDots, onChange }: LogoFieldProps) {
  const t = useText(settingsReceiptText);
  const [isRefused, setRefused] = useState(false);
  const choose = async (file: File | undefined) => {
    if (!file) return;
    const picture = await readPicture(file, widthMaxDots);
    setRefused(picture === null);
    if (picture) onChange(picture);
  };
  return (
    <div className="field">
      <span className="label">{t('logo')}</span>
      <div className="logo-choice">
        <FileTrigger
          acceptedFileTypes={['image/png', 'image/jpeg', 'image/webp', 'image/bmp']}
          onSelect={(files) => void choose(files?.[0])}
        >
          <Button className="plain">{t(logo ? 'logoReplace' : 'logoChoose')}</Button>
        </FileTrigger>
        {logo && (
          <Button className="plain" onPress={() => onChange(null)}>
            {t('logoRemove')}
          </Button>
        )}
      </div>
      <span className="meta" role={isRefused ? 'alert' : undefined}>
        {t(isRefused ? 'logoUnreadable' : 'logoHint')}
      </span>
    </div>
  );
}
