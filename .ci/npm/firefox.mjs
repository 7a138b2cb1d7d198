// One short journey in Firefox: a head signs in, opens the registration, fills in its first step and saves. Called by tests/test_firefox.py with the
// browser's path, the site's address, a name and a password; prints what is then seen, as JSON.
import puppeteer from "puppeteer-core";

const [executablePath, address, name, password] = process.argv.slice(2);
const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(60000);
  await page.setViewport({ width: 390, height: 844 });
  const complaints = [];
  page.on("console", (message) => { if (message.type() === "error") complaints.push(message.text()); });
  page.on("pageerror", (error) => complaints.push(String(error)));

  const press = (selector) => Promise.all([page.waitForNavigation(), page.locator(selector).click()]);
  await page.goto(address);
  await page.locator("[name=login]").fill(name);
  await page.locator("[name=password]").fill(password);
  await press("main button[type=submit]");
  await press(".task .btn-primary");
  const step = await page.$eval("h1", (element) => element.textContent);
  await page.locator("[name=thue-quy-0-name]").fill("Thu quỹ Đền ơn đáp nghĩa");
  await page.locator("[name=thue-quy-0-value]").fill("12,5");
  await page.locator("[name=thue-quy-0-unit]").fill("triệu đồng");
  await press("main .btn-primary");
  const next = await page.$eval("h1", (element) => element.textContent);
  const fits = await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
  console.log(JSON.stringify({ step, next, fits, complaints }));
} finally {
  await browser.close();
}
