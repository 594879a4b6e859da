/** Execution Mode: at once, when somebody presses Execute, at a time, or again and again. */

import { Form, Input, Radio, Skeleton } from 'antd';
import { lazy, Suspense } from 'react';
import { ZONE } from '../../../parts/when';
import { useTexts } from '../../../texts';
import type { SettingsDraft } from '../draft';
import { at } from '../fields';
import { CronField } from './cron-field';

const DateTime = lazy(() => import('./date-time'));

export interface SettingsProps {
  settings: SettingsDraft;
  put: (change: Partial<SettingsDraft>) => void;
  error: unknown;
}

export function ModeField({ settings, put, error }: SettingsProps) {
  const { wizard, words } = useTexts();
  const texts = wizard.settings;
  return (
    <>
      <Form.Item
        label={texts.mode}
        htmlFor="wizard-mode"
        extra={texts.modeHints[settings.mode]}
        {...at(error, 'mode')}
      >
        <Radio.Group
          id="wizard-mode"
          aria-label={texts.mode}
          value={settings.mode}
          onChange={(event) => put({ mode: event.target.value })}
          optionType="button"
          options={(['Immediately', 'Manual', 'At', 'Cron'] as const).map((value) => ({
            value,
            label: words.modes[value],
          }))}
        />
      </Form.Item>
      {settings.mode === 'At' && (
        <Form.Item
          label={texts.startAt}
          htmlFor="wizard-start"
          extra={texts.zone(ZONE)}
          {...at(error, 'start_at')}
        >
          <Suspense fallback={<Skeleton.Input active />}>
            <DateTime id="wizard-start" value={settings.startAt} onChange={(startAt) => put({ startAt })} />
          </Suspense>
        </Form.Item>
      )}
      {settings.mode === 'Cron' && <CronField settings={settings} put={put} error={error} />}
    </>
  );
}

/** What there is to say about the task. */
export function RemarksField({ settings, put, error }: SettingsProps) {
  const { wizard } = useTexts();
  return (
    <Form.Item label={wizard.settings.remarks} htmlFor="wizard-remarks" {...at(error, 'remarks')}>
      <Input.TextArea
        id="wizard-remarks"
        value={settings.remarks}
        onChange={(event) => put({ remarks: event.target.value })}
        rows={3}
      />
    </Form.Item>
  );
}
