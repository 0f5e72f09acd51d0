document.querySelector('button.primary').click();
