/** What most never change: foreign keys, rebuilds, and patterns of tables that are left out. */

import { Col, Collapse, Form, Row, Select } from 'antd';
import { useTexts } from '../../../texts';
import type { Draft } from '../draft';
import type { Change } from '../use-draft';

export function Advanced({ draft, change }: { draft: Draft; change: Change }) {
  const { wizard } = useTexts();
  const texts = wizard.advanced;
  const choices = (of: Record<string, string>) =>
    Object.entries(of).map(([value, label]) => ({ value, label }));
  const fields = (
    <Row gutter={16}>
      <Col xs={24} md={12}>
        <Form.Item
          label={texts.foreignKeys}
          htmlFor="wizard-keys"
          extra={texts.foreignKeyHints[draft.foreignKeys]}
        >
          <Select
            id="wizard-keys"
            value={draft.foreignKeys}
            onChange={(foreignKeys) => change({ foreignKeys })}
            options={choices(texts.foreignKeyChoices)}
          />
        </Form.Item>
      </Col>
      <Col xs={24} md={12}>
        <Form.Item label={texts.rebuild} htmlFor="wizard-rebuild" extra={texts.rebuildHints[draft.rebuild]}>
          <Select
            id="wizard-rebuild"
            value={draft.rebuild}
            onChange={(rebuild) => change({ rebuild })}
            options={choices(texts.rebuildChoices)}
          />
        </Form.Item>
      </Col>
      {draft.range === 'all' && (
        <Col xs={24}>
          <Form.Item label={texts.exclude} htmlFor="wizard-exclude" extra={texts.excludeHint}>
            <Select
              id="wizard-exclude"
              mode="tags"
              open={false}
              suffixIcon={null}
              value={draft.exclude}
              onChange={(exclude) => change({ exclude })}
              tokenSeparators={[',', ' ']}
            />
          </Form.Item>
        </Col>
      )}
    </Row>
  );
  return <Collapse ghost items={[{ key: 'advanced', label: texts.title, children: fields }]} />;
}
