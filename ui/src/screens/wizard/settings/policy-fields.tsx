/** Task Error Handling, what happens to tables that have changed, and how hard the task may work. */

import { Alert, Col, Form, InputNumber, Radio, Row } from 'antd';
import type { Window } from '../../../api/schema';
import { useTexts } from '../../../texts';
import { at } from '../fields';
import type { SettingsProps } from './mode-field';

interface PolicyFieldsProps extends SettingsProps {
  needsApproval: boolean;
  window?: Window | null;
}

export function PolicyFields({ settings, put, error, needsApproval, window }: PolicyFieldsProps) {
  const { wizard, words } = useTexts();
  const texts = wizard.settings;
  return (
    <>
      <Form.Item
        label={texts.errors}
        extra={texts.errorHints[settings.errorPolicy]}
        {...at(error, 'error_policy')}
      >
        <Radio.Group
          aria-label={texts.errors}
          value={settings.errorPolicy}
          onChange={(event) => put({ errorPolicy: event.target.value })}
          options={(['Abort', 'Continue'] as const).map((value) => ({
            value,
            label: words.errorPolicies[value],
          }))}
        />
      </Form.Item>
      {!needsApproval && (
        <Form.Item
          label={texts.drift}
          extra={texts.driftHints[settings.driftPolicy]}
          {...at(error, 'drift_policy')}
        >
          <Radio.Group
            aria-label={texts.drift}
            value={settings.driftPolicy}
            onChange={(event) => put({ driftPolicy: event.target.value })}
            options={(['Refuse', 'Reanalyze'] as const).map((value) => ({
              value,
              label: texts.drifts[value],
            }))}
          />
        </Form.Item>
      )}
      {window && (
        <Alert
          type="info"
          showIcon
          title={texts.window(window.from, window.to, window.time_zone)}
          style={{ marginBlockEnd: 16 }}
        />
      )}
      <Row gutter={16}>
        <Col xs={24} md={12}>
          <Form.Item
            label={texts.parallel}
            htmlFor="wizard-parallel"
            extra={texts.parallelHint}
            {...at(error, 'parallel')}
          >
            <InputNumber
              id="wizard-parallel"
              min={1}
              max={16}
              precision={0}
              value={settings.parallel}
              onChange={(parallel) => parallel !== null && put({ parallel })}
            />
          </Form.Item>
        </Col>
        <Col xs={24} md={12}>
          <Form.Item
            label={texts.lockWait}
            htmlFor="wizard-lock-wait"
            extra={texts.lockWaitHint}
            {...at(error, 'lock_wait_ms')}
          >
            <InputNumber
              id="wizard-lock-wait"
              min={1}
              max={3600}
              precision={0}
              suffix={texts.seconds}
              value={Math.round(settings.lockWaitMs / 1000)}
              onChange={(seconds) => seconds !== null && put({ lockWaitMs: seconds * 1000 })}
              style={{ width: 160 }}
            />
          </Form.Item>
        </Col>
      </Row>
    </>
  );
}
