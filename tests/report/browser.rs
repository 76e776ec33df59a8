//! A real Chromium without a window, driven by the `DevTools` protocol over a pipe: no port, no network, no crate.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

/// The names Chromium goes by.
const NAMES: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

fn answers(name: &str) -> bool {
    let answer = Command::new(name).arg("--version").output();
    answer.is_ok_and(|answer| answer.status.success())
}

/// A browser with one page.
pub struct Browser {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    session: Option<String>,
    count: u64,
    /// What the page wrote to its console, and what its policy refused.
    pub complaints: Vec<String>,
    _profile: TempDir,
}

impl Browser {
    /// A browser; none where there is none to be found, which is said on standard error, captured or not.
    pub fn start() -> Option<Self> {
        let Some(name) = NAMES.into_iter().find(|name| answers(name)) else {
            let said = "\nSKIPPED: there is no Chromium here, so nobody has seen whether the report works in a browser; \
                        install Debian's package chromium\n";
            let _ = std::io::stderr().write_all(said.as_bytes());
            return None;
        };
        let profile = tempfile::tempdir().unwrap();
        // It reads commands from 3 and writes answers to 4; a shell puts our two pipes there.
        let line = format!(
            "exec {name} --headless --no-sandbox --disable-gpu --hide-scrollbars --no-first-run --disable-extensions \
             --disable-background-networking --host-resolver-rules='MAP * ~NOTFOUND' --user-data-dir=\"$1\" \
             --remote-debugging-pipe 3<&0 4>&1 1>/dev/null 2>/dev/null"
        );
        let mut child = Command::new("sh")
            .args(["-c", &line, "sh"])
            .arg(profile.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (to, from) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let mut browser = Self {
            child,
            to,
            from: BufReader::new(from),
            session: None,
            count: 0,
            complaints: Vec::new(),
            _profile: profile,
        };
        let page = browser.call("Target.createTarget", &json!({"url": "about:blank"}));
        let attached = browser.call(
            "Target.attachToTarget",
            &json!({"targetId": page["targetId"], "flatten": true}),
        );
        browser.session = attached["sessionId"].as_str().map(str::to_owned);
        for domain in [
            "Page.enable",
            "Runtime.enable",
            "Log.enable",
            "Network.enable",
        ] {
            browser.call(domain, &json!({}));
        }
        Some(browser)
    }

    /// Opens the page `file`, at `place` where that is not empty, and waits until its script has run.
    pub fn open(&mut self, file: &Path, place: &str) {
        self.call("Page.navigate", &json!({"url": "about:blank"}));
        let url = format!("file://{}{place}", file.display());
        self.call("Page.navigate", &json!({"url": url}));
        self.until("document.documentElement?.dataset.ready === ''");
    }

    /// The size of the window, and whether the system is dark.
    pub fn look(&mut self, width: u32, height: u32, is_dark: bool) {
        self.call(
            "Emulation.setDeviceMetricsOverride",
            &json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false}),
        );
        let scheme = if is_dark { "dark" } else { "light" };
        self.call(
            "Emulation.setEmulatedMedia",
            &json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]}),
        );
    }

    /// What `expression` is on the page.
    pub fn ask(&mut self, expression: &str) -> Value {
        let answer = self.call(
            "Runtime.evaluate",
            &json!({"expression": expression, "returnByValue": true, "awaitPromise": true}),
        );
        assert!(
            answer.get("exceptionDetails").is_none(),
            "{expression}: {answer}"
        );
        answer["result"]["value"].clone()
    }

    /// Waits until `expression` is true on the page.
    pub fn until(&mut self, expression: &str) {
        for _ in 0..2000 {
            if self.ask(expression) == json!(true) {
                return;
            }
            self.ask("new Promise(done => setTimeout(done, 5))");
        }
        panic!("it never came about: {expression}");
    }

    /// Presses a key.
    pub fn press(&mut self, key: &str, text: &str) {
        for kind in ["keyDown", "keyUp"] {
            let text = if kind == "keyDown" { text } else { "" };
            self.call(
                "Input.dispatchKeyEvent",
                &json!({"type": kind, "key": key, "code": key, "text": text,
                        "windowsVirtualKeyCode": match key { "Tab" => 9, "Enter" => 13, _ => 0 }}),
            );
        }
    }

    /// Calls a method of the protocol.
    pub fn call(&mut self, method: &str, parameters: &Value) -> Value {
        self.count += 1;
        let mut message = json!({"id": self.count, "method": method, "params": parameters});
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        let mut bytes = message.to_string().into_bytes();
        bytes.push(0);
        self.to.write_all(&bytes).unwrap();
        loop {
            let mut answer = Vec::new();
            self.from.read_until(0, &mut answer).unwrap();
            assert!(answer.pop() == Some(0), "the browser has gone away");
            let answer: Value = serde_json::from_slice(&answer).unwrap();
            if answer["id"] == json!(self.count) {
                assert!(answer.get("error").is_none(), "{method}: {answer}");
                return answer["result"].clone();
            }
            self.hear(&answer);
        }
    }

    fn hear(&mut self, event: &Value) {
        let params = &event["params"];
        match event["method"].as_str().unwrap_or_default() {
            "Log.entryAdded" => self.complaints.push(params["entry"]["text"].to_string()),
            "Runtime.exceptionThrown" => {
                self.complaints.push(params["exceptionDetails"].to_string());
            }
            "Runtime.consoleAPICalled" => self.complaints.push(params["args"].to_string()),
            "Page.javascriptDialogOpening" => {
                self.complaints
                    .push(format!("dialog: {}", params["message"]));
            }
            "Network.requestWillBeSent" => {
                let url = params["request"]["url"].as_str().unwrap_or_default();
                if !url.starts_with("file:") && !url.starts_with("about:") {
                    self.complaints.push(format!("request: {url}"));
                }
            }
            _ => {}
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let mut rest = Vec::new();
        let _ = self.from.get_mut().take(1 << 20).read_to_end(&mut rest);
    }
}
