// Every sentence the page says by itself; what the bot says comes with its cards.

export const WORDS = {
  zh: {
    locale: "zh-CN",
    title: "政府办公助手", notice: "本机试用，可代任一干部操作，不得处理涉密信息", cards: "本页已改为中文；卡片的语言因人而异，发“设置”更改。", tabs: "两个窗口",
    i_am: "我是", find: "按姓名、职务或部门查找", find_short: "查找", found: n => `${n} 人符合，回车选第一位`, log: "消息", quick: "常用语",
    say: "输入文字，回车发送", send: "发送", attach: "附件", reply: "回复", replying: t => `回复：${t}`,
    file: n => `附件：${n}`, drop_reply: "取消回复", drop_file: "移除附件", empty: "还没有消息。可点下方常用语开始，例如“请假”。",
    fresh: t => `新消息：${t}`, missed: n => `离线期间有 ${n} 条新消息`, changed: t => `已更新：${t}`, unread: n => `${n} 条新`,
    online: "已连接", offline: "连接中断，正在重新连接；此时发送的文字会保留，恢复后自动送出。",
    locked: "会话已失效，请用启动时打印的链接重新打开本页。", waiting: "待送出", refused: "未送出：内容不符合要求",
    too_big: "附件超过 10 MB，未添加。", tap_lost: "没有连上，这次点击未送达，请稍后再点。", tap_slow: "已收到，正在处理。",
    words: ["请假", "我的", "待办", "谁在外", "帮助"],
  },
  en: {
    locale: "en-GB",
    title: "Government office assistant", notice: "Local trial: act as any official. Nothing classified here.", cards: "This page is in English now. Cards follow each person’s own setting: send “settings”.", tabs: "Two panes",
    i_am: "I am", find: "Find by name, post or department", find_short: "Find", found: n => `${n} match, Enter takes the first`, log: "Messages", quick: "Quick words",
    say: "Type here, Enter sends", send: "Send", attach: "File", reply: "Reply", replying: t => `Reply to: ${t}`,
    file: n => `File: ${n}`, drop_reply: "Cancel reply", drop_file: "Remove file", empty: "No messages yet. Begin with a quick word below, such as “leave”.",
    fresh: t => `New message: ${t}`, missed: n => `${n} new while offline`, changed: t => `Updated: ${t}`, unread: n => `${n} new`,
    online: "Connected", offline: "Connection lost, reconnecting. What you send now is kept and goes out by itself.",
    locked: "The session has ended. Open the page with the link printed at start.", waiting: "waiting to be sent", refused: "not sent: not acceptable",
    too_big: "The file is over 10 MB and was not added.", tap_lost: "Not connected: that tap did not arrive, please tap again.", tap_slow: "Received, still working.",
    words: ["leave", "mine", "todo", "out", "help"],
  },
};
