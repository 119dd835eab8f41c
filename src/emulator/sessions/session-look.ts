import {finite, flag, objectOf, optional, text} from '../shape.js';

/** The embed session's `settings`, as far as they are documented: an unusable locale or zone is no error. */
export const embedSettings = objectOf({
  allowAi: optional(flag),
  showDashboardChat: optional(flag),
  showWorkbookChat: optional(flag),
  showAiWidgets: optional(flag),
  allowChatWorkspaceAuthoring: optional(flag),
  showWorkbookShare: optional(flag),
  showDashboardSettings: optional(flag),
  showMemberNames: optional(flag),
  showGroupByCube: optional(flag),
  locale: optional(text),
  timezone: optional(text),
});

const themeText = optional(text);

/** `embedTheme`. `borderRadius` is documented for the action only; nothing says that a session may not carry it. */
export const embedTheme = objectOf({
  primaryColor: themeText,
  font: themeText,
  borderRadius: optional(finite),
  analyticsChat: optional(
    objectOf({
      backgroundColor: themeText,
      chatInput: optional(objectOf({backgroundColor: themeText, borderColor: themeText})),
    }),
  ),
  chat: optional(objectOf({inputColor: themeText})),
});
