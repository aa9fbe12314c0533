// Decides the order in which the pages come to life.
import { createApp } from 'vue'
import 'element-plus/es/components/base/style/css'
import './style.css'
import { i18n, rememberedLanguage, setLanguage } from '@/i18n'
import App from './App.vue'
import { router } from './router'

async function begin(): Promise<void> {
  await setLanguage(rememberedLanguage())
  createApp(App).use(i18n).use(router).mount('#app')
}

void begin()
